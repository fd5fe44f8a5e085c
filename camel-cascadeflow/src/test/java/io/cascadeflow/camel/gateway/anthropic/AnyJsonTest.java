package io.cascadeflow.camel.gateway.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.provider.WireJson;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever JSON comes: it is read, or the field that is wrong is named. */
class AnyJsonTest {

    private static final List<String> NAMES = List.of(
            "model",
            "max_tokens",
            "messages",
            "role",
            "content",
            "type",
            "text",
            "source",
            "media_type",
            "data",
            "url",
            "tool_use_id",
            "is_error",
            "id",
            "name",
            "input",
            "thinking",
            "signature",
            "system",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "metadata",
            "user_id",
            "stream",
            "tools",
            "description",
            "input_schema",
            "strict",
            "cache_control",
            "ttl",
            "tool_choice",
            "disable_parallel_tool_use",
            "budget_tokens",
            "display",
            "output_config",
            "effort",
            "format",
            "schema",
            "service_tier",
            "caller",
            "");

    private static final List<String> WORDS = List.of(
            "user",
            "assistant",
            "text",
            "image",
            "base64",
            "image/png",
            "url",
            "tool_use",
            "tool_result",
            "thinking",
            "redacted_thinking",
            "ephemeral",
            "5m",
            "enabled",
            "adaptive",
            "disabled",
            "summarized",
            "json_schema",
            "low",
            "custom",
            "auto",
            "any",
            "tool",
            "direct",
            "standard_only",
            "",
            "\uD800");

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.of(WORDS).asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.of(
                                new BigDecimal("1e999999999"),
                                new BigDecimal("-1e-999999999"),
                                new BigDecimal("0.5"),
                                BigDecimal.ONE)
                        .asGeneric());
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        Arbitraries.maps(Arbitraries.of(NAMES), inner)
                                .ofMaxSize(5)
                                .asGeneric(),
                        inner.list().ofMaxSize(3).asGeneric(),
                        leaves),
                0,
                3);
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return Arbitraries.maps(Arbitraries.of(NAMES), values()).ofMaxSize(6);
    }

    private static final ObjectNode WHOLE = Requests.json(RoundTripTest.EVERYTHING);

    @Property(tries = 3000)
    void anObjectIsReadOrItsFieldIsNamed(@ForAll("objects") Map<String, Object> fields) {
        ObjectNode json = (ObjectNode) WireJson.of(fields);

        isReadOrNamed(json);
        ObjectNode almostRight = Requests.with("");
        almostRight.setAll(json);
        isReadOrNamed(almostRight);
    }

    /** One value of a request that is right is exchanged for another. */
    @Property(tries = 3000)
    void anExchangedValueIsReadOrItsFieldIsNamed(@ForAll("values") Object value, @ForAll int place) {
        ObjectNode json = WHOLE.deepCopy();
        Places.of(json).exchange(place, WireJson.of(value));

        isReadOrNamed(json);
    }

    private static void isReadOrNamed(ObjectNode json) {
        Map<String, Boolean> outcome = new HashMap<>();
        try {
            outcome.put("asks", Requests.read(json).request().messages().isEmpty());
        } catch (FieldException wrong) {
            outcome.put("named", wrong.getMessage() == null);
        }
        assertThat(outcome).hasSize(1).containsValue(false);
    }
}
