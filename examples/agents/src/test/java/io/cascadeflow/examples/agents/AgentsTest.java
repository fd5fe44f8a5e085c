package io.cascadeflow.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AgentsTest {

    private static final Pattern ROW = Pattern.compile(
            "(\\S+) USD: (\\d+) parts answered, (\\d+) refused, (\\d+|null) not sent; (\\d+) calls, spent (\\S+), left (\\S+)");

    private static String run(String budget) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Agents.run(List.of(budget), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Matcher row(String output) {
        Matcher row = ROW.matcher(output);
        assertThat(row.find()).as(output).isTrue();
        return row;
    }

    @Test
    void eachPartGoesToTheAgentThatItIsFor() throws Exception {
        String output = run("0.02");
        assertThat(output)
                .contains("Your parcel P-7 is in Bern.")
                .contains("Invoice I-3 is paid.")
                .contains("Invoice I-4 can be refunded")
                .contains("We are open from nine to five.")
                .contains("Your parcel P-9 is in Bern.");
        Matcher row = row(output);
        assertThat(row.group(2)).isEqualTo("5");
        assertThat(row.group(5))
                .as("two for each of four experts, one of the clerk")
                .isEqualTo("9");
    }

    @Test
    void togetherTheyNeverSpendMoreThanTheCaseHas() throws Exception {
        for (String budget : List.of("0.02", "0.004", "0.002", "0.001", "0.0005", "0.0001")) {
            Matcher row = row(run(budget));
            BigDecimal spent = new BigDecimal(row.group(6));
            BigDecimal left = new BigDecimal(row.group(7));
            assertThat(left).as(budget).isNotNegative();
            assertThat(spent.add(left)).as(budget).isEqualByComparingTo(budget);
        }
    }

    @Test
    void withoutMoneyNobodyIsAsked() throws Exception {
        Matcher row = row(run("0"));
        assertThat(row.group(2)).isEqualTo("0");
        assertThat(row.group(5)).isEqualTo("0");
    }
}
