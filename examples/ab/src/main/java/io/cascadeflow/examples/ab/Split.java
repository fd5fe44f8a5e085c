package io.cascadeflow.examples.ab;

import io.cascadeflow.camel.CascadeFlowConstants;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Who goes to arm b. A user always goes to the same one, on every node and after every restart, as nothing but his name decides;
 * under another experiment's name others do.
 *
 * @param experiment its name
 * @param share of the users that go to b, 0 to 1
 */
record Split(String experiment, double share) implements Predicate {

    private static final double WHOLE = 0x1p32;

    Split {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of b is %s; write one from 0 to 1".formatted(share));
        }
    }

    boolean isB(String user) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((experiment + "\n" + user).getBytes(StandardCharsets.UTF_8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt()) / WHOLE < share;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public boolean matches(Exchange exchange) {
        String user = exchange.getMessage().getHeader(CascadeFlowConstants.USER, String.class);
        if (user == null) {
            throw new IllegalArgumentException(
                    "nobody knows whose question this is; set the header " + CascadeFlowConstants.USER);
        }
        return isB(user);
    }
}
