package io.cascadeflow.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ReplyEvent.Finish;
import io.cascadeflow.model.ReplyEvent.Text;
import io.cascadeflow.model.ReplyEvent.ToolCallArguments;
import io.cascadeflow.model.ReplyEvent.ToolCallStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CallsInOrderTest {

    private static final Finish FINISH = new Finish(FinishReason.TOOL_CALLS);

    private final CallsInOrder calls = new CallsInOrder();

    private List<ReplyEvent> told(ReplyEvent... events) {
        return Stream.of(events).flatMap(event -> calls.of(event).stream()).toList();
    }

    private static ToolCallStart start(int index) {
        return new ToolCallStart(index, "call_" + index, "weather");
    }

    private static ToolCallArguments piece(int index, String fragment) {
        return new ToolCallArguments(index, fragment);
    }

    @Test
    void callsThatComeOneAfterTheOtherAreToldAsTheyCome() {
        assertThat(calls.of(start(0))).containsExactly(start(0));
        assertThat(calls.of(piece(0, "{\"a\":"))).containsExactly(piece(0, "{\"a\":"));
        assertThat(calls.of(piece(0, "1}"))).containsExactly(piece(0, "1}"));
        assertThat(calls.of(start(1))).containsExactly(start(1));
        assertThat(calls.of(piece(1, "{"))).containsExactly(piece(1, "{"));
    }

    @Test
    void whatBelongsToALaterCallWaitsForTheOneBefore() {
        assertThat(told(start(0), start(1), piece(1, "{}"), piece(0, "{\"a\":")))
                .containsExactly(start(0), piece(0, "{\"a\":"));

        assertThat(calls.of(piece(0, "1}"))).containsExactly(piece(0, "1}"), start(1), piece(1, "{}"));
    }

    @Test
    void aBraceInATextEndsNothing() {
        assertThat(told(start(0), piece(0, "{\"a\":\"}\\\"}"), start(1))).doesNotContain(start(1));
        assertThat(calls.of(piece(0, "\"}"))).endsWith(start(1));
    }

    @Test
    void aCallWithoutArgumentsHoldsNobodyBackForever() {
        assertThat(told(start(0), start(1), piece(1, "{}"))).containsExactly(start(0));

        assertThat(calls.of(FINISH)).containsExactly(start(1), piece(1, "{}"), FINISH);
    }

    @Test
    void whatIsNoCallDoesNotWait() {
        Text text = new Text("And so", Logprobs.ABSENT);

        assertThat(told(start(0), start(1), text)).containsExactly(start(0), text);
    }

    /** However a provider mixes them, each is told from its start to its end, and nothing is lost. */
    @Property
    void everyMixtureIsToldOneAfterTheOther(@ForAll("arguments") List<String> arguments, @ForAll long seed) {
        List<ReplyEvent> all = new ArrayList<>();
        for (ReplyEvent event : mixed(arguments, new Random(seed))) {
            all.addAll(calls.of(event));
        }
        all.addAll(calls.of(FINISH));

        List<ReplyEvent> expected = new ArrayList<>();
        for (int call = 0; call < arguments.size(); call++) {
            expected.add(start(call));
            for (char letter : arguments.get(call).toCharArray()) {
                expected.add(piece(call, String.valueOf(letter)));
            }
        }
        expected.add(FINISH);
        assertThat(all).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<String>> arguments() {
        return Arbitraries.of("{}", "{\"city\":\"Rome\"}", "{\"a\":{\"b\":[1,{}]}}", "{\"c\":\"}{\\\"\\\\\"}", "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    /** Starts come in their order; a call's letters come after its start, in theirs. */
    private static List<ReplyEvent> mixed(List<String> arguments, Random random) {
        List<ReplyEvent> events = new ArrayList<>();
        int[] said = new int[arguments.size()];
        int started = 0;
        while (true) {
            List<Integer> able = new ArrayList<>();
            for (int call = 0; call < started; call++) {
                if (said[call] < arguments.get(call).length()) {
                    able.add(call);
                }
            }
            boolean mayStart = started < arguments.size();
            if (able.isEmpty() && !mayStart) {
                return events;
            }
            if (mayStart && (able.isEmpty() || random.nextInt(4) == 0)) {
                events.add(start(started++));
            } else {
                int call = able.get(random.nextInt(able.size()));
                events.add(piece(call, arguments.get(call).substring(said[call], ++said[call])));
            }
        }
    }
}
