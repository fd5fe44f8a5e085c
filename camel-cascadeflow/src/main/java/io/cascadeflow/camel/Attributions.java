package io.cascadeflow.camel;

import io.cascadeflow.cascade.Attribution;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** On whose behalf a call is made, as its headers say. */
public final class Attributions {

    private Attributions() {}

    public static Attribution of(Message message) {
        return new Attribution(
                header(message, CascadeFlowConstants.RUN_ID),
                header(message, CascadeFlowConstants.TENANT),
                header(message, CascadeFlowConstants.USER),
                header(message, CascadeFlowConstants.PROJECT),
                header(message, CascadeFlowConstants.DOMAIN));
    }

    private static @Nullable String header(Message message, String name) {
        return message.getHeader(name, String.class);
    }
}
