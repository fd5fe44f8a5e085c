package io.cascadeflow.provider.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.provider.offline.SourceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedFactsTest {

    private static RecordedFacts read(String facts) {
        String line = "{'id':'a','prompt':'Why?','facts':%s,'answers':{'m':[{'text':'Because.'}]}}"
                .formatted(facts)
                .replace('\'', '"');
        return Recording.read(new TextSource("facts.jsonl", line.getBytes(StandardCharsets.UTF_8)))
                .items()
                .get(0)
                .facts();
    }

    @Test
    void theyAreReadAsTheyWereWritten() {
        assertThat(read(
                        "{'cascade':'support','tenant':'acme','user':'ann','project':'shop','tags':['personal','urgent'],"
                                + "'headers':{'region':'eu','level':3},'at':'2026-11-28T22:15:00Z'}"))
                .isEqualTo(new RecordedFacts(
                        "support",
                        "acme",
                        "ann",
                        "shop",
                        Set.of("personal", "urgent"),
                        Map.of("region", "eu", "level", "3"),
                        Instant.parse("2026-11-28T22:15:00Z")));
        assertThat(read("null")).isEqualTo(RecordedFacts.NONE);
        assertThat(read("{}")).isEqualTo(RecordedFacts.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                  | facts is not an object",
                "{'tennant':'acme'}  | facts has 'tennant'; it can have [cascade, tenant",
                "{'tenant':7}        | facts: tenant is not a text",
                "{'tags':'personal'} | facts: tags is not a list of texts",
                "{'tags':[1]}        | facts: tags is not a list of texts",
                "{'headers':['eu']}  | facts: headers is not an object of texts and numbers",
                "{'headers':{'a':[]}}| facts: headers is not an object of texts and numbers",
                "{'at':'yesterday'}  | facts: at is no time such as",
            })
    void whatIsNoFactIsRefusedWithItsLine(String facts, String complaint) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read(facts))
                .withMessageStartingWith("facts.jsonl, line 1: ")
                .withMessageContaining(complaint);
    }
}
