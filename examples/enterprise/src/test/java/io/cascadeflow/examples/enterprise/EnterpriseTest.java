package io.cascadeflow.examples.enterprise;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.examples.enterprise.TicketFlow.Reply;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EnterpriseTest {

    @TempDir
    Path folder;

    private TicketFlow flow(String route) throws Exception {
        return new TicketFlow(route, Files.createDirectories(folder.resolve(route)), Enterprise.SCRIPTED);
    }

    private static BigDecimal told(List<Reply> replies) {
        return replies.stream().map(Reply::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void everyTicketIsAnsweredOnceOrPutAside(String route) throws Exception {
        try (TicketFlow flow = flow(route)) {
            flow.accept("one.jsonl", TicketFlow.resource("/tickets.jsonl"));

            assertThat(flow.replies()).extracting(Reply::id).containsExactly("t1", "t2", "t3", "t4", "t6");
            assertThat(flow.failed())
                    .as("no JSON, no model, and too long for its column")
                    .hasSize(3);
            assertThat(folder.resolve(route).resolve("done/one.jsonl")).exists();
        }
    }

    @Test
    void theCascadeAsksTheDearModelOnlyForWhatIsHardAndCostsLess() throws Exception {
        try (TicketFlow before = flow("before");
                TicketFlow after = flow("after")) {
            before.accept("one.jsonl", TicketFlow.resource("/tickets.jsonl"));
            after.accept("one.jsonl", TicketFlow.resource("/tickets.jsonl"));

            assertThat(before.replies()).extracting(Reply::model).containsOnly("scripted:large");
            assertThat(after.replies())
                    .filteredOn(reply -> reply.model().equals("scripted:large"))
                    .extracting(Reply::id)
                    .containsExactly("t3");
            assertThat(after.spent()).isLessThan(before.spent());
        }
    }

    /** The database takes its row back; the model was asked all the same. */
    @Test
    void aRollbackGivesNoMoneyBack() throws Exception {
        try (TicketFlow flow = flow("after")) {
            flow.accept("one.jsonl", "{\"id\": \"t8\", \"text\": \"Compare the two contracts.\"}\n");

            assertThat(flow.replies()).isEmpty();
            assertThat(flow.failed()).containsExactly("t8.json");
            assertThat(flow.spent()).isPositive();
        }
    }

    @Test
    void theRowsTellWhatTheLedgerSays() throws Exception {
        try (TicketFlow flow = flow("after")) {
            flow.accept(
                    "one.jsonl",
                    "{\"id\": \"t1\", \"text\": \"How do I reset my password?\"}\n"
                            + "{\"id\": \"t3\", \"text\": \"The export fails with error 17.\"}\n");

            assertThat(told(flow.replies())).isEqualByComparingTo(flow.spent());
        }
    }

    @Test
    void aTicketThatWasSeenIsNotPaidForAgainAndOneThatFailedIs() throws Exception {
        try (TicketFlow flow = flow("after")) {
            String answered = "{\"id\": \"t1\", \"text\": \"How do I reset my password?\"}\n";
            String failing = "{\"id\": \"t5\", \"text\": \"Every model is down for this one.\"}\n";
            flow.accept("one.jsonl", answered + failing);
            BigDecimal spent = flow.spent();
            flow.accept(
                    "two.jsonl", answered + failing.replace("Every model is down for this one.", "May I pay by card?"));

            assertThat(flow.replies()).extracting(Reply::id).containsExactly("t1", "t5");
            assertThat(flow.spent().subtract(spent))
                    .isEqualByComparingTo(flow.replies().get(1).usd());
        }
    }

    /** The readme shows the whole of the change. */
    @Test
    void aFewLinesAreTheDifference() throws Exception {
        List<String> before = TicketFlow.resource("/routes/before.yaml").lines().toList();
        List<String> after = TicketFlow.resource("/routes/after.yaml").lines().toList();
        List<String> removed = new ArrayList<>(before);
        removed.removeAll(after);
        List<String> added = new ArrayList<>(after);
        added.removeAll(before);

        assertThat(removed).hasSize(1);
        assertThat(added).hasSize(4);
        String readme = Files.readString(Path.of("README.md"));
        removed.forEach(line -> assertThat(readme).contains("-" + line));
        added.forEach(line -> assertThat(readme).contains("+" + line));
    }
}
