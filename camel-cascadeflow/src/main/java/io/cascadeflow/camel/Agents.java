package io.cascadeflow.camel;

import io.cascadeflow.agent.AgentLimits;
import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.Tool;
import io.cascadeflow.agent.memory.ConversationMemory;
import io.cascadeflow.audit.trail.AuditTrail;
import io.cascadeflow.camel.CascadeFlowConfiguration.OutputType;
import io.cascadeflow.camel.agent.AgentOptions;
import io.cascadeflow.camel.agent.AgentOptions.WhenDenied;
import io.cascadeflow.camel.agent.AgentOptions.WhenStopped;
import io.cascadeflow.camel.agent.AgentProducer;
import io.cascadeflow.camel.agent.AgentSetup;
import io.cascadeflow.camel.agent.CascadeFlowTools;
import io.cascadeflow.camel.agent.Recall;
import io.cascadeflow.camel.agent.ToolConsumer;
import io.cascadeflow.camel.agent.ToolOptions;
import io.cascadeflow.camel.agent.ToolReader;
import io.cascadeflow.camel.budget.BudgetReferences;
import io.cascadeflow.camel.budget.Need;
import io.cascadeflow.camel.config.CascadeConfiguration;
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.Tools;
import io.cascadeflow.policy.Ruling;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/** Makes agents, and consumers of routes that are tools, as their endpoints say. */
final class Agents {

    private static final String NEVER = "never";
    private static final String CASCADE = "cascadeflow:cascade:";

    private final CamelContext context;
    private final ProducerFactory producers;
    private final Cascades cascades;
    private final CascadeFlowTools tools;
    private final AuditTrail trail;

    Agents(
            CamelContext context,
            ProducerFactory producers,
            Cascades cascades,
            CascadeFlowTools tools,
            AuditTrail trail) {
        this.context = context;
        this.producers = producers;
        this.cascades = cascades;
        this.tools = tools;
        this.trail = trail;
    }

    /** @throws IllegalArgumentException naming the option and the way out */
    Consumer consumer(CascadeFlowEndpoint endpoint, Processor route) {
        OptionChecks.ofTool(endpoint);
        ToolOptions options = endpoint.getTool();
        String schema = options.getParameters() == null ? null : producers.schema(options.getParameters());
        Tool tool = ToolReader.read(endpoint.modelName(), options, schema);
        return new ToolConsumer(endpoint, route, tools, tool);
    }

    /** @throws IllegalArgumentException naming the option and the way out */
    Producer producer(CascadeFlowEndpoint endpoint) {
        OptionChecks.ofAgent(endpoint);
        AgentProducer agent = new AgentProducer(endpoint, setup(endpoint), producers.agentWorkings(tools, trail));
        if (!context.isStarted()) {
            checkWhenStarted(agent);
        }
        return agent;
    }

    /** Only once all routes run there are all tools. */
    private void checkWhenStarted(AgentProducer agent) {
        try {
            context.addStartupListener(new ExtendedStartupListener() {
                @Override
                public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {}

                @Override
                public void onCamelContextFullyStarted(CamelContext started, boolean alreadyStarted) {
                    agent.check();
                }
            });
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    private AgentSetup setup(CascadeFlowEndpoint endpoint) {
        AgentOptions options = endpoint.getAgent();
        CascadeFlowConfiguration general = endpoint.getConfiguration().copy();
        // what an endpoint wishes for would be a demand of the request
        general.setLogprobs(false);
        String name = endpoint.modelName();
        String written = options.getCascade();
        if (written == null || written.isBlank()) {
            throw new IllegalArgumentException(
                    "agent '%s' asks nobody: set the option cascade to the name of a cascade, or to an endpoint such as direct:ask"
                            .formatted(name));
        }
        String cascade = cascade(written);
        RequestReader reader = new RequestReader(general, producers.format(general));
        return new AgentSetup(
                name,
                written.contains(":") ? written : CASCADE + written,
                cascade,
                names(options.getTools()),
                new AgentLimits(options.getMaxSteps(), options.getMaxToolCalls(), options.getMaxRepeats()),
                depth(options.getMaxDepth()),
                options.isParallelToolCalls(),
                options.getConfirm(),
                confirmFrom(options.getConfirmFrom()),
                risks(options.getToolRisk()),
                options.getWhenDenied() == WhenDenied.fail,
                options.getWhenStopped() == WhenStopped.degrade,
                general.getOutputType() == OutputType.reply,
                Duration.ofMillis(general.getRequestTimeout()),
                need(name, general),
                exchange -> question(reader.read(exchange).request(), options.isParallelToolCalls()),
                (answered, ruling) -> excludes(cascade, answered, ruling),
                recall(name, options));
    }

    private @Nullable Recall recall(String agent, AgentOptions options) {
        if (options.getMemoryTurns() < 1 || options.getMemoryTurns() > 1000) {
            throw new IllegalArgumentException("memoryTurns is %d; give 1 to 1000".formatted(options.getMemoryTurns()));
        }
        if (options.getMemory() == null) {
            return null;
        }
        String bean = options.getMemory().replaceFirst("^#(bean:)?", "");
        ConversationMemory memory = context.getRegistry().lookupByNameAndType(bean, ConversationMemory.class);
        if (memory == null) {
            throw new IllegalArgumentException(
                    "option memory: there is no ConversationMemory '%s' in the registry; bind one, such as a MemoryConversations"
                            .formatted(bean));
        }
        return new Recall(agent, memory, options.getMemoryTurns());
    }

    private static ChatRequest question(ChatRequest read, boolean parallel) {
        return parallel
                ? read
                : read.withTools(new Tools(read.tools().specs(), read.tools().choice(), false));
    }

    /** The cascade that rules know it by; absent where something else is asked. */
    private static @Nullable String cascade(String written) {
        if (!written.contains(":")) {
            return written;
        }
        return written.startsWith(CASCADE) ? written.substring(CASCADE.length()).split("\\?", 2)[0] : null;
    }

    private Need need(String name, CascadeFlowConfiguration general) {
        List<String> budgets =
                general.getBudget() == null ? List.of() : BudgetReferences.parse("option budget", general.getBudget());
        return producers.accounting().need("agent '%s'".formatted(name), budgets);
    }

    private static List<String> names(@Nullable String written) {
        List<String> names = written == null
                ? List.of()
                : Arrays.stream(written.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.size() != names.stream().distinct().count()) {
            throw new IllegalArgumentException("option tools names a tool twice: %s".formatted(names));
        }
        return names;
    }

    private static int depth(int written) {
        if (written < 1 || written > Nesting.DEEPEST) {
            throw new IllegalArgumentException("maxDepth is %d; give 1 to %d".formatted(written, Nesting.DEEPEST));
        }
        return written;
    }

    private static @Nullable Risk confirmFrom(String written) {
        return written.equals(NEVER) ? null : risk("option confirmFrom", written, ", or never");
    }

    private static Risk risk(String option, String written, String or) {
        return Risk.of(written)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s is '%s'; write low, medium, high or critical%s".formatted(option, written, or)));
    }

    private static Map<String, Risk> risks(@Nullable Map<String, Object> written) {
        Map<String, Risk> risks = new HashMap<>();
        if (written != null) {
            written.forEach((tool, risk) -> risks.put(
                    tool.toLowerCase(Locale.ROOT), risk("option toolRisk." + tool, String.valueOf(risk), "")));
        }
        return risks;
    }

    /** Of a cascade of the configuration the tier counts; of any other endpoint the model that answered. */
    private boolean excludes(@Nullable String cascade, Exchange answered, Ruling ruling) {
        Message message = answered.getMessage();
        Policies policies = cascades.payers().around(answered).policies();
        String tier = message.getHeader(CascadeFlowConstants.TIER, String.class);
        CascadeConfiguration configured = cascade == null
                ? null
                : producers.accounting().terms().configuration().cascades().get(cascade);
        if (configured != null && tier != null) {
            return !ruling.plan(Rungs.of(configured, context, policies))
                    .against(tier)
                    .isEmpty();
        }
        String provider = message.getHeader(CascadeFlowConstants.PROVIDER, String.class);
        String model = message.getHeader(CascadeFlowConstants.REQUESTED_MODEL, String.class);
        return provider != null
                && model != null
                && ruling.denies(policies.candidate(new ModelId(provider, model)))
                        .isPresent();
    }
}
