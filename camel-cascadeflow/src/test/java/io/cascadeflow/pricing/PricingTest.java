package io.cascadeflow.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.Unpriced.Ceiling;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricingTest {

    private static final ModelId MINI = ModelId.parse("openai:gpt-4o-mini");
    private static final ModelId LOCAL = ModelId.parse("vllm:llama-3.1-8b");
    private static final TokenUsage USAGE = TokenUsage.of(1000, 1000);

    private final PriceCatalog catalog = PriceCatalogTest.on("2026-11-01");
    private final Pricing refusing = new Pricing(catalog, Unpriced.REFUSE);
    private final Pricing capped = new Pricing(catalog, new Ceiling(Rates.of("10", "30")));

    @Test
    void aKnownModelIsChargedItsPriceAndTheChargeSaysWhich() {
        Charge charge = refusing.charge(MINI, "gpt-4o-mini-2024-07-18", USAGE, null);

        assertThat(charge.amount()).isEqualTo(Usd.of("0.00075"));
        assertThat(charge.source()).isEqualTo(Source.COMPUTED);
        assertThat(charge.computed()).isEqualTo(charge.amount());
        assertThat(charge.model()).hasToString("openai:gpt-4o-mini-2024-07-18");
        assertThat(Objects.requireNonNull(charge.price()).provenance().asOf()).isEqualTo("2026-08-21");
        assertThat(Objects.requireNonNull(charge.price()).provenance().source()).contains("openai.com");
        assertThat(charge.difference()).isEmpty();
    }

    @Test
    void theModelThatServedIsChargedAndNotTheOneAsked() {
        Charge charge = refusing.charge(MINI, "gpt-4o-2024-08-06", USAGE, null);
        assertThat(charge.amount()).isEqualTo(Usd.of("0.0125"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "deployment-7"})
    void theModelAskedIsChargedWhenTheServedOneHasNoPrice(String served) {
        Charge charge = refusing.charge(MINI, served, USAGE, null);
        assertThat(charge.amount()).isEqualTo(Usd.of("0.00075"));
        assertThat(charge.model()).isEqualTo(MINI);
    }

    @Test
    void aServedModelWithAPriceServesForAnAskedOneWithout() {
        ModelId deployment = ModelId.parse("azure:our-deployment");
        Charge charge = capped.charge(deployment, "gpt-4o-mini-2024-07-18", USAGE, null);
        assertThat(charge.source()).isEqualTo(Source.COMPUTED);
        assertThat(charge.amount()).isEqualTo(Usd.of("0.00075"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"langchain4j", "spring-ai"})
    void aBeanOfAnotherLibraryCostsWhatTheModelDoesWhoseNameItHas(String library) {
        ModelId wrapped = ModelId.parse(library + ":openai:gpt-4o-mini");
        assertThat(refusing.charge(wrapped, "", USAGE, null).amount()).isEqualTo(Usd.of("0.00075"));
        assertThat(refusing.charge(wrapped, "gpt-4o-2024-08-06", USAGE, null).amount())
                .isEqualTo(Usd.of("0.0125"));
        Pricing own = new Pricing(catalog.with(Map.of(wrapped, ModelPrice.of("1", "1"))), Unpriced.REFUSE);
        assertThat(own.charge(wrapped, "", USAGE, null).amount()).isEqualTo(Usd.of("0.002"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "langchain4j:gpt-4o-mini",
                "langchain4j:house:m",
                "langchain4j:spring-ai:openai:gpt-4o-mini",
                "langchain4j:openai:",
                "vllm:openai:gpt-4o-mini"
            })
    void anyOtherNameHasNoPriceOfItsOwn(String model) {
        assertThatExceptionOfType(UnknownPriceException.class)
                .isThrownBy(() -> refusing.priceBeforeCall(ModelId.parse(model)));
    }

    @Test
    void theProvidersBillWinsAndTheDifferenceShows() {
        Charge charge = refusing.charge(MINI, "gpt-4o-mini", USAGE, new BigDecimal("0.0010000001"));
        assertThat(charge.source()).isEqualTo(Source.REPORTED);
        assertThat(charge.amount()).isEqualTo(Usd.of("0.001000001"));
        assertThat(charge.computed()).isEqualTo(Usd.of("0.00075"));
        assertThat(charge.difference()).contains(Usd.of("0.000250001"));
        assertThat(refusing.charge(MINI, "", USAGE, BigDecimal.ZERO).difference())
                .contains(Usd.of("-0.00075"));
    }

    @Test
    void aBillIsTakenEvenWhereNoPriceIsKnown() {
        for (Pricing pricing : new Pricing[] {refusing, capped}) {
            Charge charge = pricing.charge(LOCAL, "", USAGE, new BigDecimal("0.5"));
            assertThat(charge.amount()).isEqualTo(Usd.of("0.5"));
            assertThat(charge.computed()).isNull();
            assertThat(charge.price()).isNull();
            assertThat(charge.difference()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1e999999999", "-1e999999999", "1e-999999999", "1e2147483647", "123456789012"})
    void anAbsurdBillIsNoBill(String bill) {
        Charge charge = refusing.charge(MINI, "", USAGE, new BigDecimal(bill));
        assertThat(charge.source()).isEqualTo(Source.COMPUTED);
        assertThat(charge.amount()).isEqualTo(Usd.of("0.00075"));
    }

    @Test
    void anUnknownPriceIsRefusedBeforeTheCallWithTheTwoWaysOut() {
        assertThatExceptionOfType(UnknownPriceException.class)
                .isThrownBy(() -> refusing.priceBeforeCall(LOCAL))
                .withMessageContaining("'vllm:llama-3.1-8b'")
                .withMessageContaining("models: (\"vllm:llama-3.1-8b\": {input:")
                .withMessageContaining("unpriced: {ceiling:")
                .satisfies(e -> assertThat(e.model()).isEqualTo(LOCAL));
        assertThat(refusing.priceBeforeCall(MINI).rates().input()).isEqualByComparingTo("0.15");
    }

    @Test
    void anUnknownPriceIsNeverZeroAfterTheCallEither() {
        assertThatExceptionOfType(UnknownPriceException.class)
                .isThrownBy(() -> refusing.charge(LOCAL, "llama", USAGE, null));
    }

    @Test
    void anUnknownPriceIsChargedTheCeilingAndSaysSo() {
        Charge charge = capped.charge(LOCAL, "llama", USAGE, null);
        assertThat(charge.amount()).isEqualTo(Usd.of("0.04"));
        assertThat(charge.source()).isEqualTo(Source.CEILING);
        assertThat(charge.computed()).isEqualTo(Usd.of("0.04"));
        assertThat(capped.priceBeforeCall(LOCAL).cost(USAGE)).isEqualTo(Usd.of("0.04"));
    }

    @Test
    void theCeilingIsNotForModelsWithAPrice() {
        assertThat(capped.priceBeforeCall(MINI).cost(USAGE)).isEqualTo(Usd.of("0.00075"));
        assertThat(capped.charge(MINI, "", USAGE, null).source()).isEqualTo(Source.COMPUTED);
    }

    @Test
    void aCeilingOfZeroIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ceiling(Rates.of("0", "30")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ceiling(Rates.of("10", "0.000")));
    }

    @Test
    void theOperatorsZeroIsAPriceAndNotUnknown() {
        Pricing own = new Pricing(catalog.with(Map.of(LOCAL, ModelPrice.of("0", "0"))), Unpriced.REFUSE);
        Charge charge = own.charge(LOCAL, "llama-3.1-8b", USAGE, null);
        assertThat(charge.amount()).isEqualTo(Usd.ZERO);
        assertThat(Objects.requireNonNull(charge.price()).provenance()).isEqualTo(Provenance.OPERATOR);
    }

    @Test
    void everyChargeIsTheSameTwice() {
        assertThat(refusing.charge(MINI, "", USAGE, null)).isEqualTo(refusing.charge(MINI, "", USAGE, null));
    }
}
