package io.cascadeflow.camel.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.gateway.RawClient.Answer;
import io.cascadeflow.provider.WireJson;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever bytes come over a connection: each request is answered, in the API's own form, with an id, nothing of ours in it, no hang,
 * and nothing charged but for answers. Without further words the inputs beside this class are run; CONTRIBUTING.md says how to look for
 * new ones.
 */
class GatewayFuzzTest {

    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'SMALL'}
            gateway:
              aliases: {m: cascadeflow/support}
              limits: {body: 64KB, bodyTime: 100ms}
            """;
    /** Three words or more, of which the last may be a version. */
    private static final Pattern REQUEST_LINE = Pattern.compile("\\S+\\s.*\\s\\S*/\\S*\\s*", Pattern.DOTALL);

    /** To Vert.x a carriage return alone is white space. */
    private static final Pattern NEW_LINE = Pattern.compile("\n");

    private static final Pattern HTTP_1 = Pattern.compile("\\S+ \\S+ HTTP/1\\.[01]\\s*");
    private static final int NOT_IMPLEMENTED = 501;
    /** Far more than any limit of that gateway. */
    private static final Duration HANGS = Duration.ofSeconds(20);
    /** Ends whatever head the input has begun, and then asks for the connection to be closed. */
    private static final String LAST = "\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private static ServedGateway served = new ServedGateway(CONFIGURATION);
    private static long charges;

    @BeforeAll
    static void answer() {
        served.answer("Yes.");
    }

    /**
     * Anything else that it connects to is a finding: nothing in a request is an address to go to. Said anew for each input, as
     * Jazzer forgets it between running the seeds and looking for more; never taken back, as a call may outlive its input.
     */
    private static void mayConnectToThisMachine() {
        BugDetectors.allowNetworkConnections((host, port) -> Loopback.is(host));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @FuzzTest(maxDuration = "4m")
    void connection(byte[] bytes) throws IOException {
        String input = new String(bytes, ISO_8859_1);
        // the other protocol of the same port has an answer of another form, and Vert.x itself refuses other versions
        if (input.toLowerCase(Locale.ROOT).contains("upgrade")
                || !NEW_LINE.splitAsStream(input).allMatch(GatewayFuzzTest::isOfHttp1)) {
            return;
        }
        mayConnectToThisMachine();
        List<Answer> answers;
        try (RawClient client = new RawClient(served.gateway.port(), HANGS)) {
            client.send(bytes);
            client.send(LAST);
            answers = client.answers();
        } catch (SocketException closedAlready) {
            // a head that is far too large is answered before its end; what comes after that finds the connection
            // closed
            return;
        }

        assertThat(answers).as("it is answered").isNotEmpty();
        List<LedgerEntry> charged = newCharges();
        seen(charged);
        boolean answered = false;
        for (Answer answer : answers) {
            check(answer, input);
            answered |= answer.status() == 200 && answer.headers().containsKey("x-cascadeflow-decision-id");
        }
        if (!answered) {
            assertThat(charged).as("charged for nothing: %s", answers).isEmpty();
        }
    }

    private static void seen(List<LedgerEntry> charged) {
        charged.forEach(entry -> charges = Math.max(charges, entry.sequence()));
    }

    private static boolean isOfHttp1(String line) {
        return !REQUEST_LINE.matcher(line).matches() || HTTP_1.matcher(line).matches();
    }

    private static void check(Answer answer, String input) throws IOException {
        if (answer.status() == NOT_IMPLEMENTED) {
            assertThat(answer.body())
                    .as("Vert.x itself refuses versions that are not HTTP/1")
                    .isEmpty();
            return;
        }
        assertThat(answer.status()).isBetween(200, 599).isNotEqualTo(500);
        assertThat(answer.headers()).containsKey("x-request-id");
        if (answer.status() >= 300 && !answer.body().isEmpty()) {
            JsonNode json = WireJson.parse(answer.body());
            assertThat(json.at("/error/message").asText()).isNotBlank();
            assertThat(json.at("/error/type").asText()).isNotBlank();
        }
        for (String ours : List.of("Exception", "io.cascadeflow", "\tat ")) {
            assertThat(answer.body().contains(ours) && !input.contains(ours)).isFalse();
        }
    }

    private static List<LedgerEntry> newCharges() {
        return CascadeFlowBudgets.in(served.camel).ledger().entries(Instant.EPOCH, Instant.MAX, charges, 100);
    }
}
