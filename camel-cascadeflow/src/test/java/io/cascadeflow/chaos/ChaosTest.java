package io.cascadeflow.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.chaos.Mischief.Fault;
import io.cascadeflow.chaos.Monkey.Trick;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises hold while providers fail, clients leave, nodes restart, clocks jump, the database is away and configurations
 * change, all at once. For 15 seconds; {@code -Dchaos.minutes=2} and {@code -Dchaos.seed=1} make it another time and another
 * chance, and {@code mvn test -pl camel-cascadeflow -Pchaos} makes it an hour.
 *
 * <p>A node is not stopped while its database is away: what it has spent and not yet written would be lost with it, as with
 * any crash.
 */
class ChaosTest {

    private static final double MINUTES = Double.parseDouble(System.getProperty("chaos.minutes", "0.25"));
    private static final long SEED =
            Long.getLong("chaos.seed", ThreadLocalRandom.current().nextLong(1_000_000));

    @TempDir
    private Path folder;

    @Test
    void thePromisesHold() throws Exception {
        System.out.printf("Chaos for %s minutes, -Dchaos.seed=%d%n", MINUTES, SEED);
        try (SaidAloud said = new SaidAloud();
                Chaos chaos = new Chaos(folder, SEED)) {
            assertThat(chaos.run(Duration.ofMillis((long) (MINUTES * 60_000))))
                    .as("seed %d", SEED)
                    .isEmpty();

            assertThat(said.secrets()).as("lines of logs that tell a secret").isEmpty();
            System.out.printf(
                    "%d asked, %d answered with their cost, no answer: %s; %s; %s%n",
                    chaos.asker().asked(),
                    chaos.asker().told().size(),
                    chaos.asker().failures(),
                    chaos.monkey().played(),
                    chaos.models().stream().map(Mischief::faults).toList());
            assertThat(chaos.monkey().played()).containsOnlyKeys(Trick.values());
            assertThat(chaos.models())
                    .allSatisfy(model -> assertThat(model.faults()).containsKey(Fault.NONE));
            // which ones is chance
            assertThat(chaos.models().stream().flatMap(model -> model.faults().keySet().stream()))
                    .as("kinds of faults")
                    .doesNotContainNull()
                    .satisfies(kinds -> assertThat(Set.copyOf(kinds)).hasSizeGreaterThan(5));
            assertThat(chaos.asker().told()).as("answers").hasSizeGreaterThan(20);
        }
    }
}
