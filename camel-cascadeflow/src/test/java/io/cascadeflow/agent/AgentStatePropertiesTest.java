package io.cascadeflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.PlannedCall.Answer;
import io.cascadeflow.agent.PlannedCall.Make;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever models and tools do, the loop ends within its limits, and nothing is done twice that may not be. */
class AgentStatePropertiesTest {

    private static final List<Tool> TOOLS = List.of(tool("read", true), tool("write", false));

    private static Tool tool(String name, boolean idempotent) {
        ToolSpec spec =
                new ToolSpec(name, "", "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}", null);
        return new Tool(spec, Risk.LOW, false, idempotent, Duration.ofSeconds(1), 100);
    }

    private static ChatReply reply(Random random, int step) {
        List<ToolCall> calls = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = List.of("read", "write", "gone").get(random.nextInt(3));
            String arguments = random.nextInt(5) == 0 ? "{" : "{\"n\":%d}".formatted(random.nextInt(3));
            calls.add(new ToolCall(step + "-" + i, name, arguments));
        }
        return ChatReply.of("m", "").withMessage(new ChatMessage(Role.ASSISTANT, List.of(), calls, null));
    }

    private static ToolOutcome outcome(PlannedCall planned, Random random) {
        if (planned instanceof Answer answer) {
            return answer.outcome();
        }
        Kind kind = List.of(Kind.DONE, Kind.FAILED, Kind.TIMED_OUT, Kind.DENIED, Kind.REFUSED)
                .get(random.nextInt(5));
        return new ToolOutcome(planned.call(), kind, "said " + random.nextInt(2), Duration.ZERO);
    }

    @Property(tries = 500)
    void theLoopEndsWithinItsLimits(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int steps,
            @ForAll @IntRange(max = 20) int toolCalls,
            @ForAll @IntRange(min = 1, max = 4) int repeats) {
        Random random = new Random(seed);
        AgentLimits limits = new AgentLimits(steps, toolCalls, repeats);
        AgentStep step = AgentState.start(ChatRequest.of("?"), TOOLS, limits);
        Map<String, Kind> written = new HashMap<>();
        int asked = 0;
        while (!(step instanceof AgentStep.Finish)) {
            if (step instanceof AgentStep.Ask ask) {
                asked++;
                ChatReply reply = reply(random, asked);
                step = random.nextInt(6) == 0
                        ? ask.state().again(reply)
                        : ask.state().answered(reply);
            } else if (step instanceof AgentStep.Call call) {
                step = make(call, random, written);
            }
            assertThat(asked).isLessThanOrEqualTo(steps);
            assertThat(step.state().toolCalls()).isLessThanOrEqualTo(toolCalls);
        }
        assertThat(step.state().steps()).isEqualTo(asked);
    }

    private static AgentStep make(AgentStep.Call call, Random random, Map<String, Kind> written) {
        List<ToolOutcome> outcomes = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (PlannedCall planned : call.calls()) {
            ToolOutcome outcome = outcome(planned, random);
            outcomes.add(outcome);
            if (planned instanceof Make make && !make.tool().idempotent()) {
                assertThat(written).as("done, or perhaps done, before").doesNotContainKey(make.key());
                assertThat(keys.add(make.key())).as("twice in an answer").isTrue();
                if (outcome.kind().hasReachedTool()) {
                    written.put(make.key(), outcome.kind());
                }
            }
        }
        AgentStep.Ask next = call.state().returned(call.reply(), call.calls(), outcomes);
        List<ChatMessage> messages = next.request().messages();
        List<ChatMessage> last = messages.subList(messages.size() - outcomes.size() - 1, messages.size());
        assertThat(last.get(0)).isEqualTo(call.reply().message());
        assertThat(last.subList(1, last.size()))
                .extracting(ChatMessage::toolCallId)
                .containsExactlyElementsOf(call.reply().message().toolCalls().stream()
                        .map(ToolCall::id)
                        .toList());
        return next;
    }
}
