package io.cascadeflow.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.model.TokenUsage;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceFileTest {

    private static final String HEAD = "source s https://example.org/prices\n";

    @Test
    void aRowIsReadWithAllItsFields() {
        PriceFile file = PriceFile.parse("p", HEAD + """
                # a comment

                price acme Big in=1 read=0.1 write=1.25 long=2 out=4 request=0.5 until=2026-05-01 also=huge src=s on=2026-01-02
                above 100 in=2 read=0.2 write=2.5 long=4 out=8
                price acme Big in=3 out=5 from=2026-05-01 family=bigger src=s on=2026-03-04
                """);
        PriceRow row = file.shelf("acme").find("HUGE").orElseThrow();
        ModelPrice before = row.priceOn(LocalDate.of(2026, 4, 30)).orElseThrow();
        TokenUsage tenEach = new TokenUsage(10, 10, 10, 10, 10, 0, false);
        // 0.5 + 10 x (1 + 0.1 + 1.25 + 2 + 4) millionths
        assertThat(before.cost(tenEach)).isEqualTo(Usd.of("0.5000835"));
        // 0.5 + (101 x 2 + 10 x 8) millionths
        assertThat(before.cost(TokenUsage.of(101, 10))).isEqualTo(Usd.of("0.500282"));
        assertThat(before.provenance().source()).isEqualTo("https://example.org/prices");
        assertThat(before.provenance().asOf()).isEqualTo("2026-01-02");
        ModelPrice after = row.priceOn(LocalDate.of(2026, 5, 1)).orElseThrow();
        assertThat(after.cost(TokenUsage.of(1_000_000, 0))).isEqualTo(Usd.of("3"));
        assertThat(file.asOf()).isEqualTo("2026-03-04");
        assertThat(file.shelf("acme").find("bigger-preview-0525")).containsSame(row);
        assertThat(file.shelf("acme").find("huge-preview-0525")).isEmpty();
    }

    @Test
    void prefixesAreStrippedAndModelsBorrowedAsTheFileSays() {
        PriceFile file = PriceFile.parse("p", HEAD + """
                strip shop shop/ its/shop/
                borrow shop acme
                price shop own in=1 out=1 src=s on=2026-01-03
                price acme big in=2 out=2 src=s on=2026-01-02
                """);
        PriceShelf shop = file.shelf("shop");
        assertThat(shop.find("its/shop/own")).isPresent();
        assertThat(shop.find("big")).isPresent();
        assertThat(file.asOf()).isEqualTo("2026-01-03");
        assertThat(file.shelf("acme").find("own")).isEmpty();
        assertThat(file.shelf("acme").find("shop/big")).isEmpty();
    }

    @Test
    void aPriceIsTooOldTheDayAfterTheLastThatTheFileAllows() {
        PriceFile file = PriceFile.parse("p", HEAD + """
                age 10
                price acme big in=1 out=1 until=2026-01-05 src=s on=2026-01-02
                price acme big in=2 out=2 from=2026-01-05 src=s on=2026-01-04
                price acme small in=1 out=1 src=s on=2026-01-02
                """);
        assertThat(file.tooOld(LocalDate.of(2026, 1, 12))).isEmpty();
        assertThat(file.tooOld(LocalDate.of(2026, 1, 13))).containsExactly("acme:small of 2026-01-02");
        assertThat(file.tooOld(LocalDate.of(2026, 1, 15)))
                .containsExactly("acme:big of 2026-01-04", "acme:small of 2026-01-02");
    }

    @Test
    void aFileThatSaysNothingOfAgeAllowsAny() {
        PriceFile file = PriceFile.parse("p", HEAD + "price acme big in=1 out=1 src=s on=2026-01-02");
        assertThat(file.tooOld(LocalDate.of(2926, 1, 1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "age 0",
                "age -1",
                "age young",
                "age",
                "price acme big in=1 src=s on=2026-01-02",
                "price acme big out=1 src=s on=2026-01-02",
                "price acme big in=1 out=1 on=2026-01-02",
                "price acme big in=1 out=1 src=s",
                "price acme big in=1 out=1 src=elsewhere on=2026-01-02",
                "price acme big in=-1 out=1 src=s on=2026-01-02",
                "price acme big in=1 out=1 src=s on=yesterday",
                "price acme big in=1 out=1 colour=red src=s on=2026-01-02",
                "price acme",
                "above 100 in=1 out=1",
                "cost acme big"
            })
    void aBrokenLineIsNamedByItsNumber(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceFile.parse("prices.txt", HEAD + line))
                .withMessageStartingWith("prices.txt, line 2: ");
    }

    @Test
    void aNameOfTwoModelsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceFile.parse("p", HEAD + """
                        price acme big in=1 out=1 src=s on=2026-01-02
                        price acme small in=1 out=1 also=big src=s on=2026-01-02
                        """))
                .withMessageContaining("acme:big")
                .withMessageContaining("acme:small");
    }
}
