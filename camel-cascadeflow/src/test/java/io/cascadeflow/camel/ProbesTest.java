package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.Retry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Probes of docs/probes.md that need an endpoint or a cascade. */
class ProbesTest extends ProbeFixture {

    private static final ToolSpec LOOK = new ToolSpec("look", "", "{\"type\":\"object\"}", null);
    private static final String CASCADE = "cascadeflow:cascade:adhoc?tiers=probe:m,probe:dear";

    private static ChatRequest hello(ToolChoice choice) {
        return ChatRequest.of("hello").withTools(new Tools(List.of(LOOK), choice, null));
    }

    @Test
    void textIsAnAnswerUnlessAToolIsRequired() {
        context.probe.answers(ProbeProvider.reply("Hello, what can I do for you?"));
        Exchange auto = context.ask(CASCADE, hello(ToolChoice.AUTO));
        assertThat(auto.getMessage().getHeader(CascadeFlowConstants.OUTCOME)).isEqualTo("accepted");
        assertThat(context.probe.count()).isEqualTo(1);

        Exchange required = context.ask(CASCADE, hello(ToolChoice.REQUIRED));
        assertThat(required.getMessage().getHeader(CascadeFlowConstants.OUTCOME))
                .isEqualTo("rejected");
        assertThat(context.probe.count()).isEqualTo(3);
    }

    @Test
    void toolCallsGoBackToTheCallerAfterOneCall() {
        ChatReply plain = ProbeProvider.reply("");
        ToolCall call = new ToolCall("c1", "look", "{}");
        context.probe.answers(new ChatReply(
                plain.id(),
                plain.model(),
                new ChatMessage(Role.ASSISTANT, List.of(), List.of(call), null),
                FinishReason.TOOL_CALLS,
                plain.usage(),
                plain.logprobs(),
                null));
        Exchange exchange = context.ask("cascadeflow:probe:m?outputType=reply", hello(ToolChoice.AUTO));

        assertThat(exchange.getMessage().getBody(ChatReply.class).message().toolCalls())
                .containsExactly(call);
        assertThat(context.probe.count()).isEqualTo(1);
    }

    @Test
    void twoServersOfOneProviderAreBothAsked() {
        try (HttpProbe one = new HttpProbe();
                HttpProbe other = new HttpProbe()) {
            for (HttpProbe server : List.of(one, other)) {
                context.ask("cascadeflow:compatible:m?baseUrl=" + server.baseUrl() + "/v1", "2+2?");
                assertThat(server.count()).isEqualTo(1);
            }
        }
    }

    @Test
    void everyDocumentedProviderIsAcceptedByName() {
        ProviderContext work = new ProviderContext(call -> new CompletableFuture<>(), Retry.NONE, Clock.systemUTC());
        for (ChatProviderFactory factory : ServiceLoader.load(ChatProviderFactory.class)) {
            for (String name : factory.providers()) {
                if (!Set.of("recorded", "scripted").contains(name)) {
                    ProviderSettings settings = new ProviderSettings(
                            name, URI.create("http://localhost:1/v1"), "key", Map.of(), Map.of(), null, env -> null);
                    assertThatCode(() -> factory.create(settings, work))
                            .as(name)
                            .doesNotThrowAnyException();
                }
            }
        }
    }
}
