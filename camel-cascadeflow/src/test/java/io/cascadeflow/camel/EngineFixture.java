package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.budget.CascadeBudgets;
import io.cascadeflow.camel.observe.DecidedRun;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs cascades of fake tiers without a route. */
class EngineFixture {

    final CamelContext context = new DefaultCamelContext();
    final MovableClock clock = new MovableClock();
    final List<DecidedRun> finished = new ArrayList<>();
    Gate byDefault = Gate.NONE;

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    static FakeTier leaving(String text, FinishReason finish, Assessment assessment) {
        return FakeTier.answering(text).and(e -> {
            ChatReply reply = ChatReply.of("mini", text).withFinishReason(finish);
            e.setProperty(CascadeFlowProperties.DRAFT, new Draft(ChatRequest.of("asked"), reply));
            e.setProperty(CascadeFlowProperties.ASSESSMENT, assessment);
            e.getMessage().setHeader(CascadeFlowConstants.CONFIDENCE, assessment.confidence());
        });
    }

    static TierSteps tier(String name, @Nullable Double acceptAbove, FakeTier steps) {
        return new TierSteps(new Tier(name, acceptAbove), steps, null, null);
    }

    Exchange ask(TierSteps... tiers) {
        return ask(WhenExhausted.FAIL, tiers);
    }

    Exchange ask(WhenExhausted whenExhausted, TierSteps... tiers) {
        Exchange exchange = question("q");
        run(exchange, engine(CascadeSetup.of("c", List.of(tiers), whenExhausted)));
        return exchange;
    }

    CascadeEngine engine(TierSteps... tiers) {
        return engine(CascadeSetup.of("c", List.of(tiers), WhenExhausted.FAIL));
    }

    CascadeEngine engine(CascadeSetup setup) {
        AtomicInteger ids = new AtomicInteger();
        CascadeRuntime runtime = new CascadeRuntime(
                clock,
                draft -> byDefault.assess(draft),
                location -> Gate.NONE,
                () -> "id-" + ids.incrementAndGet(),
                CascadeBudgets.NONE);
        return new CascadeEngine(context, setup, runtime, finished::add);
    }

    Exchange question(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getIn().setBody(body);
        return exchange;
    }

    static void run(Exchange exchange, CascadeEngine engine) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        engine.process(exchange, done::complete);
        assertThat(done).isDone();
    }

    static Map<String, Object> headers(Exchange exchange) {
        return exchange.getMessage().getHeaders();
    }
}
