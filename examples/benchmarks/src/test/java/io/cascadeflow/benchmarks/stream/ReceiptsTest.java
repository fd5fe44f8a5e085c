package io.cascadeflow.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ReceiptsTest {

    private final Receipts receipts = new Receipts(2);

    private static String token(int index, long due, long sent) {
        return new Token(7, index, due, sent).json().replace("\\n", "\n");
    }

    @Test
    void tokensAreToldApartHoweverTheirTextsAreCut() {
        String both = token(0, 100, 110) + token(1, 200, 230);

        receipts.text(both.substring(0, 3));
        receipts.text(both.substring(3));

        assertThat(receipts.isWhole()).isTrue();
        assertThat(receipts.stream()).isEqualTo(7);
        assertThat(receipts.sent(1)).isEqualTo(230);
        assertThat(receipts.serverLateNanos(0)).isEqualTo(10);
        assertThat(receipts.serverLateNanos(1)).isEqualTo(30);
        assertThat(receipts.delayNanos(1)).isEqualTo(receipts.received(1) - 230);
    }

    @Test
    void aLostTokenIsNoticed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> receipts.text(token(1, 100, 110)))
                .withMessageContaining("token 1 of 2 came in place of token 0");
    }

    @Test
    void aMissingEndIsNoticed() {
        receipts.text(token(0, 100, 110));

        assertThat(receipts.isWhole()).isFalse();
    }

    @Test
    void whatComesBeforeItWasSentIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> receipts.text(token(0, 0, Long.MAX_VALUE)));
    }
}
