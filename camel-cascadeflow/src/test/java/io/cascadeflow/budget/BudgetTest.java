package io.cascadeflow.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Budget SUPPORT = Budget.of("support", "25", Window.parse("day", "Europe/Zurich"));

    @Test
    void anAccountIsTheBudgetTheKeysValueAndTheWindow() {
        Claim claim = SUPPORT.per(BudgetKey.by("tenant")).claim(Map.of("tenant", "acme"), "", NOON);

        assertThat(claim.account()).isEqualTo(new Account("support", "acme", "2026-11-23"));
        assertThat(claim.windowEnd()).isEqualTo("2026-11-23T23:00:00Z");
    }

    @Test
    void aBudgetWithoutAKeyHasOneAccountForAll() {
        assertThat(SUPPORT.claim(Map.of("tenant", "acme"), "", NOON).account().key())
                .isEqualTo("*");
    }

    @Test
    void aCallWithoutTheKeyIsRefusedOrGoesToANamedAccountButNeverToNone() {
        Budget perTenant = SUPPORT.per(BudgetKey.by("tenant"));

        assertThatExceptionOfType(BudgetKeyMissingException.class)
                .isThrownBy(() -> perTenant.claim(Map.of("tenant", " "), "", NOON))
                .withMessageContainingAll("support", "tenant")
                .satisfies(e -> assertThat(e.budget()).isEqualTo("support"));
        Budget orElse = SUPPORT.per(BudgetKey.by("tenant").orElse("unknown"));
        assertThat(orElse.claim(Map.of(), "", NOON).account().key()).isEqualTo("unknown");
    }

    @Test
    void aBudgetOfARunRefusesACallThatBelongsToNone() {
        Budget run = Budget.of("run", "0.5", Window.RUN);

        assertThatExceptionOfType(BudgetKeyMissingException.class)
                .isThrownBy(() -> run.claim(Map.of(), "", NOON))
                .withMessageContaining("run");
        assertThat(run.claim(Map.of(), "r1", NOON).account().window()).isEqualTo("run:r1");
    }

    @Property
    void whateverACallerSendsNamesAnAccountAndDifferentValuesNameDifferentOnes(
            @ForAll String first, @ForAll String second) {
        String a = AccountText.fit("x" + first);
        String b = AccountText.fit("x" + second);

        assertThat(new Account("b", a, "w").key()).isEqualTo(a);
        assertThat(a.equals(b)).isEqualTo(first.equals(second));
    }

    @Property
    void halvesOfSurrogatePairsAndControlCharactersNameAccountsToo(
            @ForAll("hostile") String first, @ForAll("hostile") String second) {
        String a = AccountText.fit(first);
        String b = AccountText.fit(second);

        assertThat(new Account("b", a, "w").key()).isEqualTo(a);
        assertThat(a.equals(b)).isEqualTo(first.equals(second));
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings()
                .withChars('\ud83d', '\ude00', '\u0000', '\n', '~', 'a')
                .ofMinLength(1)
                .ofMaxLength(200);
    }

    @Test
    void aLongValueKeepsItsBeginningAndStaysDifferentFromItsLikes() {
        String same = "a".repeat(500);

        assertThat(AccountText.fit(same + "1")).startsWith("aaaa").isNotEqualTo(AccountText.fit(same + "2"));
    }

    @Test
    void refusesLimitsAndWarningsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.of("b", "-0.01", Window.TOTAL))
                .withMessageContaining("-0.01");
        assertThatIllegalArgumentException().isThrownBy(() -> Budget.of("b", "1000000001", Window.TOTAL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SUPPORT.withMaxCalls(-1))
                .withMessageContainingAll("support", "maxCalls=-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SUPPORT.withMaxTokens(Long.MAX_VALUE))
                .withMessageContaining("maxTokens");
        assertThatIllegalArgumentException().isThrownBy(() -> Budget.of("", "1", Window.TOTAL));
        assertThatIllegalArgumentException().isThrownBy(() -> SUPPORT.warningAt(0));
        assertThatIllegalArgumentException().isThrownBy(() -> SUPPORT.warningAt(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> BudgetKey.by(" "));
    }

    @Test
    void onlyAnEnabledBudgetThatDoesNotMerelyObserveIsEnforced() {
        assertThat(SUPPORT.isEnforced()).isTrue();
        assertThat(SUPPORT.whenSpent(WhenSpent.DEGRADE).isEnforced()).isTrue();
        assertThat(SUPPORT.whenSpent(WhenSpent.OBSERVE).isEnforced()).isFalse();
        assertThat(SUPPORT.enabled(false).isEnforced()).isFalse();
    }

    @Test
    void twoBudgetsOfOneNameAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budgets.of(List.of(SUPPORT, SUPPORT)))
                .withMessageContaining("support");
    }

    @Test
    void aChangedLimitAppliesFromTheNextCallOn() {
        Budgets budgets = Budgets.of(List.of(SUPPORT));
        budgets.change("support", budget -> budget.withLimit(Usd.of("30")));

        List<Claim> claims = budgets.claims(List.of("support", "support"), Map.of(), "", NOON);
        assertThat(claims)
                .singleElement()
                .satisfies(claim -> assertThat(claim.ceiling().usd()).isEqualTo(Usd.of("30")));
        assertThat(budgets.all()).containsExactly(budgets.get("support"));
    }

    @Test
    void anUnknownBudgetIsAnErrorThatNamesTheKnownOnes() {
        Budgets budgets = Budgets.of(List.of(SUPPORT));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> budgets.claims(List.of("suport"), Map.of(), "", NOON))
                .withMessageContainingAll("suport", "support");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> budgets.change("support", budget -> Budget.of("other", "1", Window.TOTAL)));
    }
}
