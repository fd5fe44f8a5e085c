package io.cascadeflow.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.agent.PlannedCall.Answer;
import io.cascadeflow.agent.PlannedCall.Make;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolSpec;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call must be for its tool to be called. */
class ToolCallsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Tool tool(String schema) {
        return new Tool(new ToolSpec("act", "Acts", schema, null), Risk.LOW, false, true, Duration.ofSeconds(1), 100);
    }

    /** One parameter that must be there, one that may be, one with listed values; nothing else. */
    private static String schema(String type) {
        return "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"" + type
                + "\"},\"b\":{\"type\":\"integer\"},\"c\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}},"
                + "\"required\":[\"a\"],\"additionalProperties\":false}";
    }

    private static PlannedCall plan(Tool tool, String arguments) {
        ToolCall call = new ToolCall("c1", "act", arguments);
        ChatReply reply =
                ChatReply.of("m", "").withMessage(new ChatMessage(Role.ASSISTANT, List.of(), List.of(call), null));
        AgentStep step = AgentState.start(ChatRequest.of("?"), List.of(tool), AgentLimits.DEFAULT)
                .state()
                .answered(reply);
        assertThat(step).isInstanceOf(AgentStep.Call.class);
        return ((AgentStep.Call) step).calls().get(0);
    }

    @Test
    void noneOf200AndMoreMalformedCallsReachesATool() throws JsonProcessingException {
        Map<String, String> reached = new LinkedHashMap<>();
        int made = 0;
        for (String type : CallCorpus.types()) {
            Tool tool = tool(schema(type));
            for (String arguments : CallCorpus.malformed(type)) {
                made++;
                if (!(plan(tool, arguments) instanceof Answer answer)
                        || answer.outcome().kind() != Kind.INVALID) {
                    reached.put(type, arguments);
                }
            }
        }
        assertThat(made).isGreaterThanOrEqualTo(200);
        assertThat(reached).isEmpty();
    }

    @Test
    void all200AndMoreValidCallsReachTheTool() {
        int made = 0;
        for (String type : CallCorpus.types()) {
            Tool tool = tool(schema(type));
            for (String arguments : CallCorpus.valid(type)) {
                made++;
                assertThat(plan(tool, arguments))
                        .as("%s: %s", type, arguments)
                        .isInstanceOfSatisfying(
                                Make.class,
                                make -> assertThat((JsonNode) make.arguments()).isEqualTo(read(arguments)));
            }
        }
        assertThat(made).isGreaterThanOrEqualTo(200);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"parameters\":{\"a\":1}}",
                "{\"name\":\"act\",\"arguments\":{\"a\":1}}",
                "{\"function\":{\"arguments\":\"{}\"}}",
                "{\"input\":\"{\\\"a\\\":1}\"}"
            })
    void aSchemaThatAllowsEverythingTakesNoWrapping(String arguments) {
        assertThat(plan(tool("{\"type\":\"object\",\"properties\":{\"a\":{}}}"), arguments))
                .isInstanceOfSatisfying(
                        Answer.class,
                        answer -> assertThat(answer.outcome().text()).contains("wrapped"));
    }

    @Test
    void aParameterMayBeCalledLikeAWrapper() {
        Tool search =
                tool("{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"]}");
        assertThat(plan(search, "{\"input\":\"camels\"}")).isInstanceOf(Make.class);
    }

    @Test
    void theModelIsToldWhatIsWrongAndGetsItAsAFailedResult() {
        PlannedCall planned = plan(tool(schema("string")), "{\"a\":7}");
        assertThat(planned).isInstanceOfSatisfying(Answer.class, answer -> {
            assertThat(answer.outcome().text())
                    .startsWith("{\"error\":")
                    .contains("do not fit")
                    .contains("string");
            assertThat(answer.outcome().message().failed()).isTrue();
            assertThat(answer.outcome().message().toolCallId()).isEqualTo("c1");
        });
    }

    @Test
    void theSameCallIsTheSameHoweverItIsWritten() {
        Tool tool = tool("{\"type\":\"object\"}");
        Make one = (Make) plan(tool, "{\"a\":{\"x\":1,\"y\":[1,2]},\"b\":2}");
        Make other = (Make) plan(tool, " {\"b\": 2, \"a\": {\"y\": [1, 2], \"x\": 1}}");
        assertThat(one.key()).isEqualTo(other.key());
        assertThat(one.key()).isNotEqualTo(((Make) plan(tool, "{\"a\":{\"x\":1,\"y\":[2,1]},\"b\":2}")).key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                     | no JSON",
                "nonsense                                                               | no JSON",
                "[]                                                                     | no JSON object",
                "{}                                                                     | its type must be",
                "{\"type\":\"string\"}                                                  | its type must be",
                "{\"type\":\"object\",\"properties\":[]}                                | $.properties must be an object",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"text\"}}}       | $.properties.a.type is none of",
                "{\"type\":\"object\",\"properties\":{\"a\":\"string\"}}                | $.properties.a must be an object",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"enum\":[]}}}             | $.properties.a.enum must be",
                "{\"type\":\"object\",\"required\":\"a\"}                               | $.required must be a list",
                "{\"type\":\"object\",\"required\":[1]}                                 | $.required must be a list",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/b\"}}}  | must lead to a part",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"http://x/y\"}}} | must lead to a part",
                "{\"type\":\"object\",\"allOf\":[{\"type\":\"objekt\"}]}                | $.allOf.0.type is none of"
            })
    void aSchemaThatIsNoneIsRefusedWithItsPlace(String schema, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tool(schema))
                .withMessageStartingWith("tool 'act': its parameters are no JSON Schema of an object: ")
                .withMessageContaining(problem);
    }

    @Test
    void schemasOfSchemasAreTaken() {
        String schema = "{\"type\":\"object\",\"$defs\":{\"n\":{\"type\":[\"integer\",\"null\"]}},"
                + "\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"},\"b\":{\"type\":\"array\",\"items\":{\"anyOf\":[true,{\"const\":1}]}}}}";
        assertThat(plan(tool(schema), "{\"a\":null,\"b\":[1]}")).isInstanceOf(Make.class);
        assertThat(plan(tool(schema), "{\"a\":\"1\"}")).isInstanceOf(Answer.class);
    }

    @Test
    void namesAreThoseThatProvidersTake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tool(
                        new ToolSpec("a b", "", "{\"type\":\"object\"}", null),
                        Risk.LOW,
                        false,
                        false,
                        Duration.ofSeconds(1),
                        1))
                .withMessageContaining("letters, digits, _ and -");
    }

    @Test
    void argumentsAreGivenAsTheyAre() {
        ObjectNode arguments = ((Make) plan(tool(schema("integer")), "{\"a\":9007199254740993}")).arguments();
        assertThat(arguments.path("a").bigIntegerValue()).isEqualTo(new BigInteger("9007199254740993"));
    }
}
