package io.cascadeflow.camel.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.agent.PlannedCall;
import io.cascadeflow.agent.PlannedCall.Make;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Ruling;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
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
        List<CompletableFuture<ToolOutcome>> made = new ArrayList<>();
        CompletableFuture<?> before = CompletableFuture.completedFuture(null);
        for (PlannedCall call : calls) {
            CompletableFuture<ToolOutcome> one =
                    setup.parallel() ? make(call, ruling) : before.thenCompose(done -> make(call, ruling));
            made.add(one);
            before = one;
        }
        return CompletableFuture.allOf(made.toArray(CompletableFuture[]::new))
                .thenApply(done -> made.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<ToolOutcome> make(PlannedCall planned, Ruling ruling) {
        if (!(planned instanceof Make make)) {
            return CompletableFuture.completedFuture(((PlannedCall.Answer) planned).outcome());
        }
        if (denies(ruling, make.tool().name())) {
            return over(make, Kind.DENIED, "this call is not allowed; do without it");
        }
        if (!setup.needsConsent(make.tool())) {
            return call(make);
        }
        if (consent == null) {
            return over(make, Kind.REFUSED, "this call needs somebody's consent, and there is nobody to ask");
        }
        return consent.to(make, exchanges, left())
                .thenCompose(yes -> yes ? call(make) : over(make, Kind.REFUSED, "nobody consented to this call"));
    }

    private static boolean denies(Ruling ruling, String tool) {
        Optional<Denial> denial = ruling.deniesAll().or(() -> ruling.deniesTool(tool));
        return denial.isPresent();
    }

    private static CompletableFuture<ToolOutcome> over(Make make, Kind kind, String why) {
        return CompletableFuture.completedFuture(ToolOutcome.error(make.call(), kind, why, Duration.ZERO));
    }

    private Duration left() {
        return Duration.between(workings.clock().instant(), exchanges.deadline());
    }

    private CompletableFuture<ToolOutcome> call(Make make) {
        Duration left = left();
        if (left.isZero() || left.isNegative()) {
            return over(make, Kind.OVERLOADED, "there was no time left for this call: it was not made");
        }
        Instant began = workings.clock().instant();
        Duration limit =
                left.compareTo(make.tool().timeout()) < 0 ? left : make.tool().timeout();
        CompletableFuture<Void> stop = new CompletableFuture<>();
        Exchange exchange = exchange(make, stop);
        OfferedTool tool = tools.get(make.tool().name());
        if (tool == null) {
            return over(make, Kind.UNKNOWN, "this tool is gone");
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
