package io.cascadeflow.camel;

import io.cascadeflow.cascade.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The cascades that an exchange is within, on the exchange and its copies: a tier whose route leads back to the cascade would
 * else go on for ever. Immutable.
 *
 * @param cascades their names, from the outermost on
 */
public record Nesting(List<String> cascades) {

    /** So deep cascades are nested at most: more than anybody means to, and few enough to end soon. */
    public static final int DEEPEST = 10;

    private static final String PROPERTY = "CamelCascadeFlowNesting";

    public Nesting {
        cascades = List.copyOf(cascades);
    }

    /** What an exchange is within; absent outside of cascades. */
    static @Nullable Nesting of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Nesting.class);
    }

    static void set(Exchange exchange, @Nullable Nesting nesting) {
        if (nesting == null) {
            exchange.removeProperty(PROPERTY);
        } else {
            exchange.setProperty(PROPERTY, nesting);
        }
    }

    /** A new exchange is within what the one is that it is made for. */
    public static void pass(Exchange from, Exchange to) {
        set(to, of(from));
    }

    /** A cascade within what is around it. */
    static Nesting within(@Nullable Nesting around, String cascade) {
        List<String> names = new ArrayList<>(Objects.requireNonNullElse(around, new Nesting(List.of())).cascades);
        names.add(cascade);
        return new Nesting(names);
    }

    boolean isTooDeep() {
        return cascades.size() > DEEPEST;
    }

    Reason reason() {
        return new Reason(
                Reason.Code.NESTED,
                "%d cascades are nested, %d may be: %s; end the way that leads from a tier back to its cascade"
                        .formatted(cascades.size(), DEEPEST, String.join(" > ", cascades)));
    }
}
