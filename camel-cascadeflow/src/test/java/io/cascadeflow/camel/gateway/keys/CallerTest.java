package io.cascadeflow.camel.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    @Test
    void asksTheModelsOfItsListOnly() {
        Caller caller = of(List.of("cascadeflow/*", "openai:gpt-4o-mini"));

        assertThat(caller.mayAsk("cascadeflow/support")).isTrue();
        assertThat(caller.mayAsk("cascadeflow/")).isTrue();
        assertThat(caller.mayAsk("openai:gpt-4o-mini")).isTrue();
        assertThat(caller.mayAsk("openai:gpt-4o-mini-2024")).isFalse();
        assertThat(caller.mayAsk("openai:gpt-4o")).isFalse();
        assertThat(caller.mayAsk("Cascadeflow/support")).isFalse();
        assertThat(caller.mayAsk("")).isFalse();
    }

    @Test
    void asksEveryModelWithoutAListOrWithAStar() {
        assertThat(of(List.of()).mayAsk("openai:gpt-4o")).isTrue();
        assertThat(of(List.of("*")).mayAsk("openai:gpt-4o")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a*b", "*a", "a b", "a\n", "**", "ü"})
    void aPatternHasItsStarAtTheEnd(String models) {
        assertThat(Caller.isModels(models)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> of(List.of(models)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a\nb", "a\u0000", "a\u2028b", "a\u202eb", "\ud800"})
    void aNameCannotBreakALogOrAHeader(String name) {
        assertThat(Caller.isName(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Caller("id", name, null, null, List.of(), List.of(), RateLimits.NONE));
    }

    @Test
    void namesOfManyKindsAreFine() {
        assertThat(List.of("acme", "Müller & Söhne", "ann@example.org", "https://x/y?z", "x".repeat(160)))
                .allMatch(Caller::isName);
        assertThat(Caller.isName("x".repeat(161))).isFalse();
    }

    @Test
    void limitsAreAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimits(0, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimits(null, 1_000_001));
    }

    private static Caller of(List<String> models) {
        return new Caller("id", "acme", null, null, List.of(), models, RateLimits.NONE);
    }
}
