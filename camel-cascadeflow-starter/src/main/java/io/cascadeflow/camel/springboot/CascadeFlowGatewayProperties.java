package io.cascadeflow.camel.springboot;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The gateway of the application. What it serves, and to whom, is in the component's configuration file. */
@ConfigurationProperties(prefix = "cascadeflow.gateway")
public class CascadeFlowGatewayProperties {

    /**
     * Whether the cascades and models of the configuration are served, by the APIs of OpenAI and Anthropic, in this
     * application's web server. Without keys in the configuration it starts only where server.address is a loopback address
     */
    private boolean enabled;

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
