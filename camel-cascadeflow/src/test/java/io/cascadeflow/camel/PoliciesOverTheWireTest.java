package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the operator's rules do not allow reaches no server: no first request, no further one, and none for vectors. */
@Timeout(60)
class PoliciesOverTheWireTest {

    private static final EmbeddingRequest TEXT = new EmbeddingRequest(List.of("hello"), null, null);
    private static final String VECTORS = """
            {"object":"list","model":"m-2026","data":[{"object":"embedding","index":0,"embedding":[0.5,0.125]}],
             "usage":{"prompt_tokens":7,"total_tokens":7}}""";

    @TempDir
    Path folder;

    private final FakeProvider near = FakeProvider.start();
    private final FakeProvider far = FakeProvider.start();
    private @Nullable ProbeContext context;

    private ProbeContext with(String mode) throws Exception {
        Path file =
                Files.writeString(folder.resolve("wire.yaml"), """
                models:
                  "compatible:near": {input: 1, output: 10, tags: onprem}
                  "compatible:far": {input: 10, output: 100}
                cascades:
                  both:
                    tiers:
                      - {name: small, uri: "%s", acceptAbove: 0.75}
                      - {name: large, uri: "%s"}
                budgets: [{name: company, limit: 10, window: day}]
                ledger: {memory: true}
                policies: [{name: local, mode: %s, then: {requireTags: onprem}}]
                """.formatted(uri("near", near), uri("far", far), mode));
        context = new ProbeContext(component -> component.setConfiguration("file:" + file));
        return context;
    }

    private static String uri(String model, FakeProvider server) {
        return "cascadeflow:compatible:%s?apiKey=k&transport=jdk&maxRetries=2&baseUrl=%s/v1"
                .formatted(model, server.uri());
    }

    private void stop() {
        if (context != null) {
            context.close();
        }
    }

    @AfterEach
    void close() {
        stop();
        near.close();
        far.close();
    }

    /** For as many requests as there may be. */
    private static void down(FakeProvider server) {
        for (int i = 0; i < 3; i++) {
            server.answer(FakeAnswer.empty(503));
        }
    }

    @Test
    void noRetryIsMadeOfAModelThatIsNotAllowed() throws Exception {
        down(far);
        assertThat(with("observe").ask(uri("far", far), "?").getException()).isNotNull();
        assertThat(far.requests()).as("without the rule").hasSize(3);
        stop();

        assertThat(with("enforce").ask(uri("far", far), "?").getException()).isInstanceOf(PolicyDeniedException.class);
        assertThat(far.requests()).hasSize(3);
    }

    @Test
    void retriesStayWithTheModelThatIsAllowed() throws Exception {
        down(near);
        far.answer(FakeModel.saying("far-2026", "Four.")::answer);
        assertThat(with("enforce").ask("cascadeflow:cascade:both", "?").getException())
                .isInstanceOf(AnswerRejectedException.class);
        assertThat(near.requests()).hasSize(3);
        assertThat(far.requests()).isEmpty();
    }

    @Test
    void vectorsAreAskedOfAllowedModelsOnly() throws Exception {
        near.answer(FakeAnswer.json(200, VECTORS));
        ProbeContext with = with("enforce");
        Exchange exchange = new DefaultExchange(with.camel);

        PaidEmbeddings denied =
                with.component().embeddings(with.camel.getEndpoint(uri("far", far), CascadeFlowEndpoint.class));
        assertThatThrownBy(() -> denied.embed(exchange, TEXT))
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessage("the model compatible:far is not allowed for this call by rule 'local'");
        assertThat(far.requests()).isEmpty();
        assertThat(with.lines()).isEmpty();

        PaidEmbeddings allowed =
                with.component().embeddings(with.camel.getEndpoint(uri("near", near), CascadeFlowEndpoint.class));
        assertThat(allowed.embed(exchange, TEXT)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS)
                        .reply())
                .isNotNull();
        assertThat(with.lines()).hasSize(1);
    }
}
