package io.cascadeflow.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetReferencesTest {

    @Test
    void readsNamesAndAmountsInTheOrderWrittenEachOnce() {
        assertThat(BudgetReferences.parse("budget", " support ,0.05, company.eu-1,support"))
                .containsExactly("support", "0.05", "company.eu-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "a,,b",
                "a b",
                "-1",
                "+1",
                "1e3x y",
                "0.0000000001",
                "1000000000",
                "1.",
                ".5",
                "1.2.3",
                "a;b"
            })
    void refusesWhatIsNeither(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BudgetReferences.parse("cascade 'c': budget", text))
                .withMessageStartingWith("cascade 'c': budget: '")
                .withMessageContaining("write support, or 0.05");
    }

    @Test
    void anAmountIsNoName() {
        assertThat(BudgetReferences.isAmount("0.05")).isTrue();
        assertThat(BudgetReferences.isName("0.05")).isFalse();
        assertThat(BudgetReferences.isAmount("2026q1")).isFalse();
        assertThat(BudgetReferences.isName("2026q1")).isTrue();
    }
}
