package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.AgentLimits;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of {@code cascadeflow:agent:name}. */
@UriParams
public class AgentOptions {

    @UriParam(label = "producer")
    @Metadata(
            description =
                    "cascadeflow:agent only: what each step asks: the name of a cascade of the configuration, or an"
                            + " endpoint such as direct:ask")
    private @Nullable String cascade;

    @UriParam(label = "producer")
    @Metadata(
            description =
                    "cascadeflow:agent only: the tools that the model is told of, by name, with commas between them:"
                            + " those of cascadeflow:tool routes, and of ToolSource beans")
    private @Nullable String tools;

    @UriParam(label = "producer", defaultValue = "20")
    @Metadata(description = "cascadeflow:agent only: how often the model is asked at most")
    private int maxSteps = AgentLimits.DEFAULT.steps();

    @UriParam(label = "producer", defaultValue = "40")
    @Metadata(
            description =
                    "cascadeflow:agent only: how many calls of tools the model's answers may ask for. Of an answer"
                            + " with more than are left none is made")
    private int maxToolCalls = AgentLimits.DEFAULT.toolCalls();

    @UriParam(label = "producer", defaultValue = "3")
    @Metadata(
            description = "cascadeflow:agent only: how often the same call is made while the same comes of it; then the"
                    + " model is told so, and the agent stops if it goes on")
    private int maxRepeats = AgentLimits.DEFAULT.repeats();

    @UriParam(label = "producer", defaultValue = "3")
    @Metadata(
            description = "cascadeflow:agent only: how many agents may be around each other, this one included, where a"
                    + " tool's route asks an agent")
    private int maxDepth = 3;

    @UriParam(label = "producer", defaultValue = "true")
    @Metadata(description = "cascadeflow:agent only: whether the calls of one answer are made at once, else in order")
    private boolean parallelToolCalls = true;

    @UriParam(label = "producer")
    @Metadata(
            description =
                    "cascadeflow:agent only: the endpoint that consents to calls of tools or does not, such as"
                            + " direct:approve: its route leaves true or false in the body, or in the header CamelCascadeFlowConfirmed")
    private @Nullable String confirm;

    @UriParam(label = "producer", defaultValue = "high", enums = "low,medium,high,critical,never")
    @Metadata(description = "cascadeflow:agent only: from which risk on a call needs consent")
    private String confirmFrom = "high";

    @UriParam(label = "producer", prefix = "toolRisk.", multiValue = true)
    @Metadata(
            description =
                    "cascadeflow:agent only: the risk of a tool that does not say it itself, or another one than it"
                            + " says: toolRisk.refund=critical")
    private @Nullable Map<String, Object> toolRisk;

    @UriParam(label = "producer", defaultValue = "fail", enums = "fail,degrade")
    @Metadata(
            description = "cascadeflow:agent only: what becomes of the exchange when a limit stops the agent: fail, or"
                    + " degrade for what the model said last, which may be nothing")
    private WhenStopped whenStopped = WhenStopped.fail;

    @UriParam(label = "producer", defaultValue = "tell", enums = "tell,fail")
    @Metadata(
            description =
                    "cascadeflow:agent only: what becomes of a call of a tool that a rule of the policy, whoever is to"
                            + " consent, or the tool's own route does not allow: tell says so to the model, which goes on without it; fail ends"
                            + " the agent with a ToolDeniedException, and no call of that answer is made")
    private WhenDenied whenDenied = WhenDenied.tell;

    @UriParam(label = "producer")
    @Metadata(
            description =
                    "cascadeflow:agent only: where conversations are kept, as #name of a ConversationMemory in the"
                            + " registry. The header CamelCascadeFlowConversationId says which one a question belongs to. Without it"
                            + " an agent remembers nothing")
    private @Nullable String memory;

    @UriParam(label = "producer", defaultValue = "20")
    @Metadata(description = "cascadeflow:agent only: how many turns of a conversation the model is told at most")
    private int memoryTurns = 20;

    /** What becomes of a call of a tool that is denied. */
    public enum WhenDenied {
        tell,
        fail
    }

    /** What becomes of an exchange when a limit stops its agent. */
    public enum WhenStopped {
        fail,
        degrade
    }

    public @Nullable String getCascade() {
        return cascade;
    }

    public void setCascade(@Nullable String cascade) {
        this.cascade = cascade;
    }

    public @Nullable String getTools() {
        return tools;
    }

    public void setTools(@Nullable String tools) {
        this.tools = tools;
    }

    public int getMaxSteps() {
        return maxSteps;
    }

    public void setMaxSteps(int maxSteps) {
        this.maxSteps = maxSteps;
    }

    public int getMaxToolCalls() {
        return maxToolCalls;
    }

    public void setMaxToolCalls(int maxToolCalls) {
        this.maxToolCalls = maxToolCalls;
    }

    public int getMaxRepeats() {
        return maxRepeats;
    }

    public void setMaxRepeats(int maxRepeats) {
        this.maxRepeats = maxRepeats;
    }

    public int getMaxDepth() {
        return maxDepth;
    }

    public void setMaxDepth(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    public boolean isParallelToolCalls() {
        return parallelToolCalls;
    }

    public void setParallelToolCalls(boolean parallelToolCalls) {
        this.parallelToolCalls = parallelToolCalls;
    }

    public @Nullable String getConfirm() {
        return confirm;
    }

    public void setConfirm(@Nullable String confirm) {
        this.confirm = confirm;
    }

    public String getConfirmFrom() {
        return confirmFrom;
    }

    public void setConfirmFrom(String confirmFrom) {
        this.confirmFrom = confirmFrom;
    }

    public @Nullable Map<String, Object> getToolRisk() {
        return toolRisk;
    }

    public void setToolRisk(@Nullable Map<String, Object> toolRisk) {
        this.toolRisk = toolRisk;
    }

    public @Nullable String getMemory() {
        return memory;
    }

    public void setMemory(@Nullable String memory) {
        this.memory = memory;
    }

    public int getMemoryTurns() {
        return memoryTurns;
    }

    public void setMemoryTurns(int memoryTurns) {
        this.memoryTurns = memoryTurns;
    }

    public WhenDenied getWhenDenied() {
        return whenDenied;
    }

    public void setWhenDenied(WhenDenied whenDenied) {
        this.whenDenied = whenDenied;
    }

    public WhenStopped getWhenStopped() {
        return whenStopped;
    }

    public void setWhenStopped(WhenStopped whenStopped) {
        this.whenStopped = whenStopped;
    }
}
