package io.cascadeflow.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedPricesTest {

    private static final PriceCatalog CATALOG = PriceCatalogTest.on("2026-11-01");
    private static final PriceFile FILE = PriceFile.shipped();

    @Test
    void thereAreManyModelsOfManyProviders() {
        assertThat(CATALOG.rows()).hasSizeGreaterThanOrEqualTo(1000);
        assertThat(providers())
                .hasSizeGreaterThanOrEqualTo(15)
                .contains("openai", "azure", "anthropic", "gemini", "bedrock", "huggingface", "groq", "together")
                .contains("openrouter", "deepseek", "mistral", "xai", "fireworks", "cerebras", "perplexity", "cohere")
                .doesNotContain("ollama", "vllm", "lmstudio", "llamacpp", "sglang");
    }

    @Test
    void everyPriceHasASourceAndADate() {
        assertThat(prices()).allSatisfy(price -> {
            assertThat(price.provenance().source()).startsWith("https://").contains("genai-prices");
            assertThat(price.provenance().asOf()).isBetween(LocalDate.of(2026, 1, 1), CATALOG.asOf());
        });
        assertThat(CATALOG.asOf()).isEqualTo("2026-08-21");
    }

    /**
     * Fails by the calendar: read the prices again at their sources then. Whoever builds an old version says which day it is:
     * {@code -Dcascadeflow.pricesOn=2026-11-28}.
     */
    @Test
    void noPriceIsOlderThanTheFileAllows() {
        String day = System.getProperty("cascadeflow.pricesOn");
        LocalDate today = day == null ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(day);
        assertThat(FILE.tooOld(today))
                .as("prices.txt allows %d days; read these again at their sources".formatted(FILE.maxAgeDays()))
                .isEmpty();
    }

    @Test
    void aDayLaterThanAllowedEveryPriceInForceIsTooOld() {
        assertThat(FILE.maxAgeDays()).isBetween(30, 180);
        LocalDate last = CATALOG.asOf().plusDays(FILE.maxAgeDays());
        assertThat(FILE.tooOld(last)).isEmpty();
        assertThat(FILE.tooOld(last.plusDays(1)))
                .hasSize(CATALOG.rows().size())
                .contains("openai:gpt-4o of 2026-08-21");
    }

    @Test
    void noPriceIsZero() {
        assertThat(prices())
                .allSatisfy(price -> assertThat(price.cost(TokenUsage.of(1, 1))).isGreaterThan(Usd.ZERO));
        assertThat(prices()).allSatisfy(price -> {
            assertThat(price.rates().input()).isPositive();
            assertThat(price.rates().output()).isPositive();
        });
    }

    @Test
    void readingACacheIsNeverFreeAndNeverDearerThanFreshInput() {
        assertThat(prices()).map(ModelPrice::rates).allSatisfy(rates -> {
            if (rates.cacheRead() != null) {
                assertThat(rates.cacheRead()).isPositive().isLessThanOrEqualTo(rates.input());
            }
        });
    }

    @Test
    void everyRowIsFoundByItsOwnNameAndByEveryOther() {
        assertThat(CATALOG.rows()).allSatisfy(row -> {
            ModelPrice today = row.priceOn(LocalDate.of(2026, 11, 1)).orElseThrow();
            assertThat(CATALOG.find(row.model())).containsSame(today);
            for (ModelName name : row.names()) {
                assertThat(CATALOG.find(new ModelId(row.model().provider(), name.text())))
                        .containsSame(today);
            }
        });
    }

    @Test
    void longPromptsAreNeverCheaper() {
        assertThat(prices())
                .filteredOn(price -> !price.steps().isEmpty())
                .hasSizeGreaterThan(10)
                .allSatisfy(price -> {
                    long above = price.steps().get(0).above();
                    assertThat(price.cost(TokenUsage.of(above + 1, 100)))
                            .isGreaterThan(price.cost(TokenUsage.of(above, 100)));
                });
    }

    @Test
    void exactlyOnePriceOfAModelIsInForceOnAnyDay() {
        assertThat(CATALOG.rows())
                .filteredOn(row -> row.prices().size() > 1)
                .isNotEmpty()
                .allSatisfy(row -> {
                    for (LocalDate day = LocalDate.of(2025, 1, 1); day.getYear() < 2028; day = day.plusDays(1)) {
                        LocalDate today = day;
                        assertThat(row.prices())
                                .filteredOn(price -> price.provenance().inForceOn(today))
                                .hasSize(1);
                    }
                });
    }

    @Test
    void theOneHourCacheOfAnthropicCostsTwiceTheInput() {
        Rates opus = CATALOG.find(ModelId.parse("anthropic:claude-opus-4-8"))
                .orElseThrow()
                .rates();
        assertThat(Objects.requireNonNull(opus.cacheWriteLong())).isEqualByComparingTo("10");
        assertThat(Objects.requireNonNull(opus.cacheWrite())).isEqualByComparingTo("6.25");
    }

    private static Set<String> providers() {
        return CATALOG.rows().stream().map(row -> row.model().provider()).collect(Collectors.toSet());
    }

    private static List<ModelPrice> prices() {
        return CATALOG.rows().stream().flatMap(row -> row.prices().stream()).toList();
    }
}
