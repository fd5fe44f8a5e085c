package io.cascadeflow.examples.multitenant;

import io.cascadeflow.agent.memory.MemoryConversations;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.IssuedKey;
import io.cascadeflow.camel.gateway.keys.RateLimits;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The gateway on this machine, with a key for each tenant that is made anew at each start. */
final class Served implements AutoCloseable {

    static final List<String> TENANTS = List.of("acme", "globex", "initech");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CascadeFlowGateway gateway;
    private final Map<String, String> keys = new LinkedHashMap<>();

    /**
     * @param port where it listens; 0 for a free one
     * @param small the cheap model's endpoint
     * @param large the dear model's endpoint
     */
    Served(int port, String small, String large) throws Exception {
        TENANTS.forEach(this::makeKey);
        property("tenants.small", small);
        property("tenants.large", large);
        camel.getRegistry().bind("chats", new MemoryConversations());
        camel.getRegistry().bind("parrot", new Parrot());
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:multi-tenant.yaml");
        gateway = new CascadeFlowGateway().host("127.0.0.1").port(port);
        camel.addRoutes(gateway);
        camel.addRoutes(new Chat());
        camel.start();
    }

    /** Of a key only the hash is configured: who reads the configuration cannot ask. */
    private void makeKey(String tenant) {
        IssuedKey issued = IssuedKey.make(
                new SecureRandom(),
                id -> new Caller(id, tenant, null, null, List.of(), List.of(), new RateLimits(null, null)),
                "",
                Clock.systemUTC().instant(),
                null);
        keys.put(tenant, issued.key());
        property(tenant + ".id", issued.stored().id());
        property(tenant + ".hash", issued.stored().hash().text());
    }

    private void property(String name, String value) {
        camel.getPropertiesComponent().addInitialProperty(name, value);
    }

    /** Whose tenant is known has a memory of his own; the gateway serves no agents, but an application beside it may. */
    private static final class Chat extends RouteBuilder {

        @Override
        public void configure() {
            from("direct:chat").to("cascadeflow:agent:clerk?cascade=RAW(cascadeflow:parrot:talk)&memory=#chats");
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    String key(String tenant) {
        return Objects.requireNonNull(keys.get(tenant));
    }

    /** What an agent says in a conversation of a tenant. */
    String chat(String tenant, String conversation, String text) {
        return camel.createFluentProducerTemplate()
                .to("direct:chat")
                .withHeader(CascadeFlowConstants.TENANT, tenant)
                .withHeader(CascadeFlowConstants.CONVERSATION_ID, conversation)
                .withBody(text)
                .request(String.class);
    }

    Standing standing(String budget) {
        return CascadeFlowBudgets.in(camel).standing(budget, Map.of());
    }

    @Override
    public void close() {
        camel.stop();
    }
}
