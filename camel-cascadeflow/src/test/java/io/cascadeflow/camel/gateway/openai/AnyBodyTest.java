package io.cascadeflow.camel.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.gateway.Api;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.openai.embeddings.AskedEmbeddings;
import io.cascadeflow.camel.gateway.openai.responses.ResponsesApi;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.WireJson;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever JSON object a client sends: it is read, or one of its fields is named. */
class AnyBodyTest {

    private static final List<String> NAMES = List.of(
            "model",
            "input",
            "prompt",
            "messages",
            "type",
            "role",
            "content",
            "text",
            "tools",
            "tool_choice",
            "function",
            "name",
            "parameters",
            "strict",
            "arguments",
            "call_id",
            "output",
            "summary",
            "encrypted_content",
            "image_url",
            "detail",
            "format",
            "schema",
            "verbosity",
            "reasoning",
            "effort",
            "include",
            "top_logprobs",
            "logprobs",
            "max_output_tokens",
            "max_tokens",
            "temperature",
            "top_p",
            "stop",
            "seed",
            "metadata",
            "user",
            "stream",
            "stream_options",
            "include_usage",
            "store",
            "truncation",
            "instructions",
            "echo",
            "n",
            "dimensions",
            "encoding_format",
            "logit_bias",
            "");

    private static final List<String> WORDS = List.of(
            "m",
            "",
            "message",
            "user",
            "assistant",
            "system",
            "function",
            "function_call",
            "function_call_output",
            "reasoning",
            "input_text",
            "output_text",
            "input_image",
            "refusal",
            "summary_text",
            "reasoning_text",
            "auto",
            "none",
            "json_schema",
            "json_object",
            "message.output_text.logprobs",
            "reasoning.encrypted_content",
            "data:image/png;base64,AA",
            "cf1.e30",
            "cf1.eyJ0aG91Z2h0cyI6W3t9XX0=",
            "\uD800");

    private static final List<String> NUMBERS = List.of("0", "1", "2", "0.5", "-1", "1e400", "99999999999999999999");

    private static JsonNode json(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0, 1 -> nodes.textNode(one(WORDS, random));
            case 2 -> random.nextBoolean() ? nodes.booleanNode(random.nextBoolean()) : nodes.nullNode();
            case 3 -> nodes.numberNode(new BigDecimal(one(NUMBERS, random)));
            case 4 -> {
                ArrayNode items = WireJson.array();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(json(random, depth - 1));
                }
                yield items;
            }
            default -> object(random, depth - 1);
        };
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = WireJson.object();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.set(one(NAMES, random), json(random, depth));
        }
        return object;
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    /** Most are well begun, so that the reading goes on to the rest. */
    @Provide
    Arbitrary<ObjectNode> bodies() {
        return Arbitraries.randomValue(random -> {
            // one wrong field ends the reading: some have none
            ObjectNode body = random.nextInt(3) == 0 ? object(random, 5) : WireJson.object();
            return random.nextInt(4) == 0
                    ? body
                    : body.setAll(begun(one(List.of("input", "prompt", "messages", "items"), random), random));
        });
    }

    private static ObjectNode begun(String field, Random random) {
        ObjectNode body = WireJson.object().put("model", "m");
        if (field.equals("messages")) {
            body.putArray(field).addObject().put("role", "user").put("content", "x");
            return body;
        }
        if (field.equals("items")) {
            ArrayNode items = body.putArray("input");
            for (int i = random.nextInt(4); i > 0; i--) {
                items.add(object(random, 4));
            }
            return body;
        }
        return body.put(field, "x");
    }

    @Property(tries = 3000)
    void isReadOrRefusedByTheNameOfAField(@ForAll("bodies") ObjectNode body) {
        String before = body.toString();
        for (Api api : List.of(
                new ChatCompletionsApi(Clock.systemUTC()),
                new CompletionsApi(Clock.systemUTC()),
                new ResponsesApi(Clock.systemUTC()))) {
            try {
                Asked asked = api.read(body);
                assertThat(asked.request().messages()).isNotEmpty();
                assertThat(asked.answer(ChatReply.of("m", "x")).get("model").asText())
                        .isEqualTo("m");
            } catch (FieldException refused) {
                assertThat(refused).hasMessageNotContaining("Exception");
            }
            assertThat(body).as("is left as it was").hasToString(before);
        }
    }

    @Property(tries = 3000)
    void isARequestForVectorsOrRefusedByTheNameOfAField(@ForAll("bodies") ObjectNode body) {
        try {
            assertThat(AskedEmbeddings.read(body).request().texts())
                    .isNotEmpty()
                    .doesNotContain("");
        } catch (FieldException refused) {
            assertThat(refused).hasMessageNotContaining("Exception");
        }
    }
}
