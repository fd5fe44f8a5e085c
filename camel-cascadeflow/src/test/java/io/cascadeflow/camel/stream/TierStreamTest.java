package io.cascadeflow.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.stream.TierStream.Rule;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Citable;
import io.cascadeflow.confidence.Citable.Demand;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftContext;
import io.cascadeflow.confidence.Early;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TierStreamTest {

    private static ReplyEvent text(String piece) {
        return new ReplyEvent.Text(piece, Logprobs.ABSENT);
    }

    @Property(tries = 200)
    void whatIsGivenIsAllThatCameAndNothingComesBefore(@ForAll @Size(max = 30) List<@NotEmpty String> pieces) {
        Collected sink = new Collected();
        TierStream tier = new TierStream("small", sink, TierStream.HELD);
        tier.accept(new ReplyEvent.Start("1", "m"));
        pieces.forEach(piece -> tier.accept(text(piece)));

        assertThat(sink.events).isEmpty();
        tier.give(ChatReply.of("m", String.join("", pieces)));

        assertThat(sink.text()).isEqualTo(String.join("", pieces));
    }

    @Property(tries = 200)
    void ofADraftThatIsDroppedNothingIsEverSeen(@ForAll @Size(max = 30) List<@NotEmpty String> pieces) {
        Collected sink = new Collected();
        TierStream tier = new TierStream("small", sink, TierStream.HELD);
        pieces.forEach(piece -> tier.accept(text(piece)));
        tier.drop("not good enough");

        assertThat(sink.events).isEmpty();
    }

    @Test
    void aLiveAnswerIsNotSeenBeforeItHasContent() {
        Collected sink = new Collected();
        TierStream tier = new TierStream("large", sink, new Rule(true, null, null, Set.of()));

        tier.accept(new ReplyEvent.Start("1", "first"));
        assertThat(tier.restart()).isTrue();
        tier.accept(new ReplyEvent.Start("2", "second"));
        tier.accept(text("It"));

        assertThat(tier.restart()).isFalse();
        assertThat(sink.events).containsExactly(new ReplyEvent.Start("2", "second"), text("It"));
    }

    @Test
    void aLongAnswerIsLookedAtEverMoreRarely() {
        List<Integer> looks = new ArrayList<>();
        Gate gate = new Gate() {
            @Override
            public Assessment assess(Draft draft) {
                return Assessment.NONE;
            }

            @Override
            public Early early(Draft begun, int looked, double threshold) {
                assertThat(looked).isEqualTo(looks.isEmpty() ? 0 : looks.get(looks.size() - 1));
                looks.add(begun.reply().text().length());
                return Early.CONTINUE;
            }
        };
        TierStream tier = new TierStream(
                "small", new Collected(), new Rule(false, gate, 0.5, Set.of(Early.REJECT, Early.COMMIT)));
        tier.asks(gate, ChatRequest.of("What?"), DraftContext.NONE);

        for (int i = 0; i < 100_000; i++) {
            tier.accept(text("0123456789"));
        }

        assertThat(looks.get(0)).isEqualTo(100);
        assertThat(looks).hasSizeBetween(30, 120);
    }

    @Test
    void aDraftIsNotShownBeforeItsCitationsAreKnown() {
        Gate eager = new Gate() {
            @Override
            public Assessment assess(Draft draft) {
                return Assessment.of(0.9);
            }

            @Override
            public Early early(Draft begun, int looked, double threshold) {
                return Early.COMMIT;
            }
        };
        for (Demand demand : Demand.values()) {
            Collected sink = new Collected();
            TierStream tier = new TierStream("small", sink, new Rule(false, eager, 0.5, Set.of(Early.COMMIT)));
            tier.asks(
                    eager,
                    ChatRequest.of("What?"),
                    new DraftContext(null, List.of("It."), Map.of(), new Citable(List.of(""), demand)));

            tier.accept(text("0123456789".repeat(11)));

            assertThat(sink.text().isEmpty()).as(demand.name()).isEqualTo(demand.compareTo(Demand.VALID) >= 0);
        }
    }

    @Test
    void howFarItCameIsKnownAlsoWhenNothingOfItIsLeft() {
        Gate gate = new Gate() {
            @Override
            public Assessment assess(Draft draft) {
                return Assessment.of(0.1);
            }

            @Override
            public Early early(Draft begun, int looked, double threshold) {
                return Early.REJECT;
            }
        };
        TierStream tier = new TierStream("small", new Collected(), new Rule(false, gate, 0.5, Set.of(Early.REJECT)));
        tier.asks(gate, ChatRequest.of("What?"), DraftContext.NONE);

        tier.accept(text("0123456789".repeat(11)));
        tier.drop("given up");

        assertThat(tier.stop()).isCompleted();
        assertThat(tier.givenUpAt()).isEqualTo(110);
    }

    @Test
    void whoeverWaitsHearsNowAndThenThatSomethingIsGoingOn() throws Exception {
        CountDownLatch waiting = new CountDownLatch(3);
        Collected sink = new Collected() {
            @Override
            public void waiting() {
                waiting.countDown();
            }
        };
        TierStream tier = new TierStream("small", sink, TierStream.HELD);

        tier.keepAlive(Duration.ofMillis(5));

        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        tier.end();
        assertThat(sink.events).isEmpty();
    }

    @Test
    void whoeverHangsUpEndsTheTier() {
        Collected sink = new Collected();
        TierStream tier = new TierStream("small", sink, TierStream.HELD);

        sink.stop().complete(null);

        assertThat((CompletableFuture<Void>) tier.stop()).isCompleted();
    }
}
