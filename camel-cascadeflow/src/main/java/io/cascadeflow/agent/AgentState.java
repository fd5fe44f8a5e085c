package io.cascadeflow.agent;

import io.cascadeflow.agent.PlannedCall.Answer;
import io.cascadeflow.agent.PlannedCall.Make;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far an agent has come: the step machine of the tool loop. A model's answer leads to tools to call or to the end, what they
 * said to the next question. Immutable; nothing else decides.
 *
 * @param request what the model is asked next, with all that was said so far
 * @param tools by name those that are called here; what else the request offers is the caller's
 * @param limits how far it goes
 * @param steps how often the model was asked
 * @param toolCalls how many calls its answers asked for, those that were not made included
 */
public record AgentState(
        ChatRequest request, Map<String, Tool> tools, AgentLimits limits, int steps, int toolCalls, Past past) {

    /** So often a model is told that it gets nowhere. */
    private static final int TOLD = 2;

    private static final String AGAIN =
            "this call was made before with the same arguments, and the same came of it: it is not made again. Use what is known, or do something else";
    private static final String TWICE = "the same call is in this answer twice: it is made once";
    private static final String ONCE =
            "this call was made before with the same arguments, and may be made once only. What came of it is above";
    private static final String UNCERTAIN =
            "this call was tried before with the same arguments, and nobody knows what it did: it is not tried again";

    public AgentState {
        tools = Map.copyOf(tools);
    }

    /**
     * Before the model was asked.
     *
     * @param question may offer tools of the caller's
     * @param offered that are called here, in the order in which the model is told of them
     * @throws IllegalArgumentException when the caller offers one of the same name
     */
    public static AgentStep.Ask start(ChatRequest question, List<Tool> offered, AgentLimits limits) {
        Map<String, Tool> tools = new HashMap<>();
        offered.forEach(tool -> tools.put(tool.name(), tool));
        List<ToolSpec> specs = Stream.concat(offered.stream().map(Tool::spec), question.tools().specs().stream())
                .toList();
        Set<String> names = new HashSet<>();
        for (ToolSpec spec : specs) {
            if (!names.add(spec.name())) {
                throw new IllegalArgumentException(
                        "the tool '%s' is offered twice: by the agent, and by the question; take it out of one"
                                .formatted(spec.name()));
            }
        }
        Tools all = new Tools(specs, question.tools().choice(), question.tools().parallel());
        AgentState state = new AgentState(question.withTools(all), tools, limits, 0, 0, Past.NONE);
        return new AgentStep.Ask(state, state.request);
    }

    /** The model has answered. A pure function. */
    public AgentStep answered(ChatReply reply) {
        List<ToolCall> calls = reply.message().toolCalls();
        AgentState asked = new AgentState(request, tools, limits, steps + 1, toolCalls, past);
        StopReason over = asked.over(calls);
        if (over != null) {
            return new AgentStep.Finish(asked, over, reply);
        }
        List<PlannedCall> planned = asked.plan(calls);
        if (planned.stream().allMatch(asked::isHopeless)) {
            return new AgentStep.Finish(asked, StopReason.REPEATS, reply);
        }
        AgentState counted = new AgentState(request, tools, limits, asked.steps, toolCalls + calls.size(), past);
        return new AgentStep.Call(counted, reply, planned);
    }

    /** The model is asked the same again, by other means: that counts as well. A pure function. */
    public AgentStep again(ChatReply reply) {
        AgentState asked = new AgentState(request, tools, limits, steps + 1, toolCalls, past);
        return asked.steps >= limits.steps()
                ? new AgentStep.Finish(asked, StopReason.MAX_STEPS, reply)
                : new AgentStep.Ask(asked, request);
    }

    /** The model could not be asked, or may not be. */
    public AgentStep.Finish stopped(StopReason reason, @Nullable ChatReply last) {
        return new AgentStep.Finish(this, reason, last);
    }

    private @Nullable StopReason over(List<ToolCall> calls) {
        if (calls.isEmpty()) {
            return StopReason.ANSWERED;
        }
        if (calls.stream().anyMatch(this::isCallers)) {
            return StopReason.TOOLS_RETURNED;
        }
        if (calls.size() > limits.toolCalls() - toolCalls) {
            return StopReason.MAX_TOOL_CALLS;
        }
        return steps >= limits.steps() ? StopReason.MAX_STEPS : null;
    }

    private boolean isCallers(ToolCall call) {
        return !tools.containsKey(call.name())
                && request.tools().specs().stream().anyMatch(spec -> spec.name().equals(call.name()));
    }

    private List<PlannedCall> plan(List<ToolCall> calls) {
        List<PlannedCall> planned = new ArrayList<>();
        Set<String> inThisAnswer = new HashSet<>();
        for (ToolCall call : calls) {
            planned.add(plan(call, inThisAnswer));
        }
        return planned;
    }

    private PlannedCall plan(ToolCall call, Set<String> inThisAnswer) {
        Tool tool = tools.get(call.name());
        if (tool == null) {
            return refuse(
                    call,
                    Kind.UNKNOWN,
                    "there is no such tool; there are "
                            + tools.keySet().stream().sorted().toList());
        }
        Arguments arguments = Arguments.of(tool, call);
        if (arguments instanceof Arguments.Unfit unfit) {
            return refuse(call, Kind.INVALID, unfit.why());
        }
        Arguments.Fit fit = (Arguments.Fit) arguments;
        String key = Past.key(tool.name(), fit.canonical());
        boolean first = inThisAnswer.add(key);
        Past.Same before = past.of(key);
        if (!tool.idempotent()) {
            if (!first) {
                return again(call, TWICE);
            }
            if (before.uncertain()) {
                return again(call, UNCERTAIN);
            }
            if (before.answered() > 0) {
                return again(call, ONCE);
            }
        }
        return before.alike() >= limits.repeats()
                ? again(call, AGAIN)
                : new Make(call, tool, fit.values(), before.answered());
    }

    private static PlannedCall again(ToolCall call, String why) {
        return refuse(call, Kind.REPEATED, why);
    }

    private static PlannedCall refuse(ToolCall call, Kind kind, String why) {
        return new Answer(ToolOutcome.refused(call, kind, why));
    }

    /** Whether nothing new can come of a call: the model was told so often enough, and wants it all the same. */
    private boolean isHopeless(PlannedCall planned) {
        if (planned instanceof Make) {
            return false;
        }
        Past.Same before = past.of(key(planned));
        boolean neverMade = before.last() != null && !before.last().kind().hasReachedTool();
        return before.refused() >= TOLD || (neverMade && before.alike() >= limits.repeats());
    }

    /** One that is not made is the same as others when it is written the same. */
    private String key(PlannedCall planned) {
        if (planned instanceof Make make) {
            return make.key();
        }
        ToolCall call = planned.call();
        Tool tool = tools.get(call.name());
        return tool != null && Arguments.of(tool, call) instanceof Arguments.Fit fit
                ? Past.key(call.name(), fit.canonical())
                : Past.key(call.name(), call.arguments());
    }

    /**
     * All calls have come to something. A pure function.
     *
     * @param calls as they were planned
     * @param outcomes one for each, in the same order
     */
    public AgentStep.Ask returned(ChatReply reply, List<PlannedCall> calls, List<ToolOutcome> outcomes) {
        if (calls.size() != outcomes.size()) {
            throw new IllegalArgumentException("%d calls came to %d outcomes".formatted(calls.size(), outcomes.size()));
        }
        List<ChatMessage> messages = new ArrayList<>(request.messages());
        messages.add(reply.message());
        List<Map.Entry<String, ToolOutcome>> known = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            messages.add(outcomes.get(i).message());
            known.add(Map.entry(key(calls.get(i)), outcomes.get(i)));
        }
        ChatRequest next = followUp().withMessages(messages);
        AgentState state = new AgentState(next, tools, limits, steps, toolCalls, past.and(known));
        return new AgentStep.Ask(state, next);
    }

    /** A tool that must be called has been: whoever demands it again and again never gets an answer. */
    private ChatRequest followUp() {
        Tools now = request.tools();
        return now.choice() instanceof ToolChoice.Named || now.choice().equals(ToolChoice.REQUIRED)
                ? request.withTools(new Tools(now.specs(), ToolChoice.AUTO, now.parallel()))
                : request;
    }
}
