package io.cascadeflow.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At every door of the gateway a question that means the same gets the kept answer, and one with tools asks a model. */
@Timeout(60)
class SimilarOverHttpTest {

    private static final String CONFIGURATION = """
            models:
              'compatible:small': {input: 1, output: 1}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'SMALL'}
                cache: {maxAge: 10m, similar: {embeddingModel: '#same'}}
            gateway: {}
            """;

    private final ServedGateway served = new ServedGateway(
            CONFIGURATION,
            context -> context.getRegistry().bind("same", (EmbeddingModel) texts -> Response.from(texts.stream()
                    .map(text -> Embedding.from(new float[] {1, 2}))
                    .toList())));

    @AfterEach
    void close() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions| {`model`:`cascadeflow/support`,MORE`messages`:[{`role`:`user`,`content`:`TEXT`}]}| `tools`:[{`type`:`function`,`function`:{`name`:`t`,`parameters`:{`type`:`object`}}}],",
                "/v1/responses| {`model`:`cascadeflow/support`,MORE`input`:`TEXT`}| `tools`:[{`type`:`function`,`name`:`t`,`parameters`:{`type`:`object`}}],",
                "/v1/messages| {`model`:`cascadeflow/support`,MORE`max_tokens`:50,`messages`:[{`role`:`user`,`content`:`TEXT`}]}| `tools`:[{`name`:`t`,`input_schema`:{`type`:`object`}}],",
            })
    void anotherWordingAsksNobodyUnlessThereAreTools(String path, String body, String tools) {
        served.answer("Under settings.");
        assertThat(posted(path, body, "How do I?", "")).contains("Under settings.");
        assertThat(posted(path, body, "How can I?", "")).contains("Under settings.");
        assertThat(posted(path, body, "How could I?", "`stream`:true,")).contains("settings.");
        assertThat(served.provider.requests()).hasSize(1);

        posted(path, body, "How do I?", tools);
        posted(path, body, "How can I?", tools);
        assertThat(served.provider.requests()).hasSize(3);
    }

    private String posted(String path, String body, String text, String more) {
        HttpResponse<String> answered = served.post(
                path, body.replace("TEXT", text).replace("MORE", more).replace('`', '"'));
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        return answered.body();
    }
}
