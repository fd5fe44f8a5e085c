package io.cascadeflow.camel.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.agent.PlannedCall;
import io.cascadeflow.agent.PlannedCall.Make;
import io.cascadeflow.agent.ToolDenial;
import io.cascadeflow.agent.ToolDenial.By;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.ToolDeniedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls of one answer, each once: the rules are asked first, then whoever consents, then the tool is called. What comes of
 * a call is always told, and never fails.
 */
final class ToolCalling {

    private static final Logger LOG = LoggerFactory.getLogger(ToolCalling.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AgentSetup setup;
    private final AgentWorkings workings;
    private final Map<String, OfferedTool> tools;
    private final StepExchange exchanges;
    private final @Nullable Consent consent;

    /** @param tools by name those that the agent has */
    ToolCalling(
            AgentSetup setup,
            AgentWorkings workings,
            Map<String, OfferedTool> tools,
            StepExchange exchanges,
            @Nullable Consent consent) {
        this.setup = setup;
        this.workings = workings;
        this.tools = Map.copyOf(tools);
        this.exchanges = exchanges;
        this.consent = consent;
    }

    /** @return completes with one outcome for each call, in the same order; never fails */
    CompletableFuture<List<ToolOutcome>> make(List<PlannedCall> calls, Ruling ruling) {
        return setup.endWhenDenied()
                ? makeAllOrNone(calls, ruling)
                : inTurn(
                        calls,
                        call -> permit(call, ruling)
                                .thenCompose(denied -> denied.isPresent() ? completed(denied.get()) : make(call)));
    }

    /** All are permitted before the first is made. */
    private CompletableFuture<List<ToolOutcome>> makeAllOrNone(List<PlannedCall> calls, Ruling ruling) {
        return inTurn(calls, call -> permit(call, ruling)).thenCompose(denied -> {
            if (denied.stream().allMatch(Optional::isEmpty)) {
                return inTurn(calls, this::make);
            }
            List<ToolOutcome> none = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                none.add(denied.get(i).orElse(notMade(calls.get(i))));
            }
            return CompletableFuture.completedFuture(none);
        });
    }

    private static ToolOutcome notMade(PlannedCall planned) {
        return planned instanceof PlannedCall.Answer answer
                ? answer.outcome()
                : new ToolOutcome(planned.call(), Kind.NOT_MADE, "", Duration.ZERO);
    }

    /** At once, or each after the one before, as the agent is set up. */
    private <T> CompletableFuture<List<T>> inTurn(
            List<PlannedCall> calls, Function<PlannedCall, CompletableFuture<T>> what) {
        List<CompletableFuture<T>> all = new ArrayList<>();
        CompletableFuture<?> before = CompletableFuture.completedFuture(null);
        for (PlannedCall call : calls) {
            CompletableFuture<T> one =
                    setup.parallel() ? what.apply(call) : before.thenCompose(done -> what.apply(call));
            all.add(one);
            before = one;
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
    }

    /** Completes with why a call may not be made; with nothing when it may, or is not to be made anyway. */
    private CompletableFuture<Optional<ToolOutcome>> permit(PlannedCall planned, Ruling ruling) {
        if (!(planned instanceof Make make)) {
            return completed(Optional.empty());
        }
        Optional<Denial> denial =
                ruling.deniesAll().or(() -> ruling.deniesTool(make.tool().name()));
        if (denial.isPresent()) {
            return completed(Optional.of(
                    denied(make, new ToolDenial(By.RULE, denial.get().rules()), Duration.ZERO)));
        }
        if (!setup.needsConsent(make.tool())) {
            return completed(Optional.empty());
        }
        ToolDenial nobody = new ToolDenial(By.CONSENT, Set.of());
        if (consent == null) {
            return completed(Optional.of(
                    over(make, Kind.REFUSED, "this call needs somebody's consent, and there is nobody to ask")
                            .deniedBy(nobody)));
        }
        return consent.to(make, exchanges, left())
                .thenApply(yes -> yes
                        ? Optional.empty()
                        : Optional.of(over(make, Kind.REFUSED, "nobody consented to this call")
                                .deniedBy(nobody)));
    }

    private static <T> CompletableFuture<T> completed(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static ToolOutcome denied(Make make, ToolDenial who, Duration took) {
        return ToolOutcome.error(make.call(), Kind.DENIED, "this call is not allowed; do without it", took)
                .deniedBy(who);
    }

    private static ToolOutcome over(Make make, Kind kind, String why) {
        return ToolOutcome.error(make.call(), kind, why, Duration.ZERO);
    }

    /** It is permitted, if it is to be made. */
    private CompletableFuture<ToolOutcome> make(PlannedCall planned) {
        return planned instanceof Make make ? call(make) : completed(((PlannedCall.Answer) planned).outcome());
    }

    private Duration left() {
        return Duration.between(workings.clock().instant(), exchanges.deadline());
    }

    private CompletableFuture<ToolOutcome> call(Make make) {
        Duration left = left();
        if (left.isZero() || left.isNegative()) {
            return completed(over(make, Kind.OVERLOADED, "there was no time left for this call: it was not made"));
        }
        Instant began = workings.clock().instant();
        Duration limit =
                left.compareTo(make.tool().timeout()) < 0 ? left : make.tool().timeout();
        CompletableFuture<Void> stop = new CompletableFuture<>();
        Exchange exchange = exchange(make, stop);
        OfferedTool tool = tools.get(make.tool().name());
        if (tool == null) {
            return completed(over(make, Kind.UNKNOWN, "this tool is gone"));
        }
        ToolUse use = new ToolUse(make.call().id(), make.arguments(), exchange);
        CompletableFuture<String> said = Launch.<@Nullable Object>start(
                        workings, () -> tool.body().call(use), limit)
                .thenApply(body -> text(body, exchange, make));
        CompletableFuture<?> caller = stopOf(exchanges.around());
        if (caller != null) {
            caller.whenComplete((nothing, failure) -> said.cancel(false));
        }
        return said.handle((text, failure) -> {
            stop.complete(null);
            Duration took = Duration.between(began, workings.clock().instant());
            return failure == null
                    ? new ToolOutcome(make.call(), Kind.DONE, text, took)
                    : failed(make, Launch.cause(failure), took);
        });
    }

    static @Nullable CompletableFuture<?> stopOf(Exchange exchange) {
        return exchange.getProperty(CascadeFlowProperties.STOP, CompletableFuture.class);
    }

    private static String text(@Nullable Object body, Exchange exchange, Make make) {
        try {
            return ToolTexts.of(body, exchange, make.tool().mostCharacters());
        } catch (Exception e) {
            throw new IllegalStateException("what the tool said cannot be told", e);
        }
    }

    /** Models our own endpoints ask for it, are stopped with it. */
    private Exchange exchange(Make make, CompletableFuture<Void> stop) {
        Exchange exchange = exchanges.with(MAPPER.convertValue(make.arguments(), Map.class));
        ToolCall call = make.call();
        exchange.setProperty(CascadeFlowProperties.STOP, stop);
        exchange.removeProperty(CascadeFlowProperties.TOOLS_COUNTED);
        exchange.getMessage().setHeader(CascadeFlowConstants.TOOL, make.tool().name());
        exchange.getMessage().setHeader(CascadeFlowConstants.TOOL_CALL_ID, call.id());
        exchange.getMessage()
                .setHeader(CascadeFlowConstants.TOOL_RISK, make.tool().risk().word());
        exchange.getMessage().setHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, key(make));
        return exchange;
    }

    /** The same for the same call in the same run, until the tool has answered it. */
    private String key(Make make) {
        String same = exchanges.run() + "\n" + make.key() + "\n" + make.sameBefore();
        return UUID.nameUUIDFromBytes(same.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The model learns nothing of what the tool threw, unless the tool means it to. */
    private ToolOutcome failed(Make make, Throwable failure, Duration took) {
        LOG.debug(
                "tool {} of agent {} failed: {}",
                make.tool().name(),
                setup.name(),
                failure.getClass().getName());
        if (failure instanceof TimeoutException) {
            return ToolOutcome.error(make.call(), Kind.TIMED_OUT, "the tool did not answer in time", took);
        }
        if (failure instanceof RejectedExecutionException) {
            return ToolOutcome.error(
                    make.call(), Kind.OVERLOADED, "there was no room for this call: it was not made", took);
        }
        ToolDeniedException denied = ToolDeniedException.in(failure);
        if (denied != null) {
            return denied(make, new ToolDenial(By.TOOL, denied.rules()), took);
        }
        ToolException told = told(failure);
        String why = told == null ? "the tool failed" : String.valueOf(told.getMessage());
        return ToolOutcome.error(
                make.call(), Kind.FAILED, ToolTexts.bounded(why, make.tool().mostCharacters()), took);
    }

    private static @Nullable ToolException told(Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < 10; depth++) {
            if (each instanceof ToolException told) {
                return told;
            }
            each = each.getCause();
        }
        return null;
    }
}
