package io.cascadeflow.camel.run;

import io.cascadeflow.agent.run.EnergyFigures;
import io.cascadeflow.agent.run.Run;
import io.cascadeflow.agent.run.RunBook;
import io.cascadeflow.agent.run.RunPath;
import io.cascadeflow.agent.run.RunRule;
import io.cascadeflow.agent.run.RunState.Squeeze;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.policy.BudgetShares;
import io.cascadeflow.camel.policy.Estimate;
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Fired;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.policy.Verdict;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The runs that exchanges belong to, by the header that names them. Safe to share between threads. */
public final class Runs {

    private static final String TIME = "time of its run";
    private static final Condition ALWAYS = new Condition.Every(List.of());

    /** More than anyone spends: only which rules apply is asked, and each needs something to demand. */
    private static final List<Constraint> ANYTHING = List.of(new Constraint.MaxRunCost(Usd.of("1000000000")));

    private final Map<String, RunRule> rules = new LinkedHashMap<>();
    private final Policies conditions;
    private final EnergyFigures energy;
    private final RunBook book;

    /**
     * @param configuration with the rules for runs
     * @param energy what models take
     * @param book those that are going on, which keep the rules that they began with
     * @throws IllegalArgumentException when an expression of a rule cannot be read
     */
    public Runs(
            CamelContext context,
            Configuration configuration,
            BudgetShares shares,
            EnergyFigures energy,
            Clock clock,
            RunBook book) {
        this.energy = energy;
        List<RunRule> looked = configuration.runs().stream()
                .filter(rule -> rule.mode() != Mode.OFF)
                .toList();
        looked.forEach(rule -> this.rules.put(rule.name(), rule));
        Policy whenToApply = new Policy(
                "",
                looked.stream()
                        .map(rule -> new Rule(rule.name(), Mode.ENFORCE, rule.when(), ANYTHING))
                        .toList());
        this.conditions = Policies.of(context, whenToApply, configuration.classify(), shares, clock);
        this.book = book;
    }

    /** The run that the header of a message names, with those around it; empty when it names none. */
    public static Optional<RunPath> path(Exchange exchange) {
        String run = exchange.getMessage().getHeader(CascadeFlowConstants.RUN_ID, String.class);
        return run == null || run.isBlank() ? Optional.empty() : Optional.of(RunPath.of(run));
    }

    public RunBook book() {
        return book;
    }

    /**
     * The run of an exchange; empty when it belongs to none, or no rule is for it.
     *
     * @param cascade that is asked; absent when a model is asked on its own
     * @throws IllegalArgumentException when the header is no id of a run
     * @throws java.util.concurrent.RejectedExecutionException when too many runs are going on
     */
    public Optional<Run> of(Exchange exchange, @Nullable String cascade) {
        return rules.isEmpty() && book.isEmpty()
                ? Optional.empty()
                : path(exchange).flatMap(path -> book.find(path, () -> rulesFor(exchange, cascade)));
    }

    /** Who counts what is paid for in the run of an exchange; absent when it belongs to none, or no rule is for it. */
    public @Nullable RunPayer payer(Exchange exchange, @Nullable String cascade) {
        return of(exchange, cascade).map(run -> new RunPayer(run, energy)).orElse(null);
    }

    private List<RunRule> rulesFor(Exchange exchange, @Nullable String cascade) {
        return conditions.on(exchange, cascade, Estimate.UNKNOWN).fired().stream()
                .flatMap(fired -> Stream.ofNullable(rules.get(fired.rule().name())))
                .toList();
    }

    /**
     * An answer is given to the route: the tools that it asks for are called next, all of them or none.
     *
     * @param cascade whose answer it is; absent when a model was asked on its own
     * @return why they may not be called; absent when they may
     */
    public @Nullable RunStoppedException given(Exchange exchange, @Nullable String cascade, ChatReply answer) {
        if (exchange.getProperty(CascadeFlowProperties.TOOLS_COUNTED) != null
                || answer.message().toolCalls().isEmpty()) {
            return null;
        }
        try {
            List<String> names =
                    answer.message().toolCalls().stream().map(ToolCall::name).toList();
            of(exchange, cascade).ifPresent(run -> run.tools(names));
            return null;
        } catch (RunStoppedException stopped) {
            return stopped;
        }
    }

    /** Leaves on the message of an exchange how its run stands, if it belongs to one. */
    public void leave(Exchange exchange, @Nullable String cascade) {
        Run run = of(exchange, cascade).orElse(null);
        if (run == null) {
            exchange.getMessage().removeHeader(CascadeFlowConstants.RUN);
        } else {
            exchange.getMessage().setHeader(CascadeFlowConstants.RUN, RunHeader.of(run.summary()));
        }
    }

    /** What a decision is under now, since little is left of a limit. */
    public Ruling ruling(Exchange exchange, @Nullable String cascade) {
        Run run = of(exchange, cascade).orElse(null);
        if (run == null) {
            return Ruling.NONE;
        }
        List<Fired> fired = new ArrayList<>();
        for (Squeeze squeeze : run.squeezed()) {
            fired.add(fired(
                    squeeze.name(), squeeze.rule().mode(), squeeze.pressure().then()));
        }
        run.timeLeft().ifPresent(left -> fired.add(fired(TIME, Mode.ENFORCE, List.of(left))));
        return new Ruling("", fired);
    }

    private static Fired fired(String name, Mode mode, List<Constraint> then) {
        return new Fired(new Rule(name, mode, ALWAYS, then), Verdict.YES);
    }
}
