package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholeReplyTest {

    private final WholeReply reader = new WholeReply(
            new PlainProtocol(URI.create("http://localhost"), "key", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
            new ChatCall("m", ChatRequest.of("?"), Instant.MAX, "key"),
            new HttpReply(200, Map.of(), new byte[0]));

    @Test
    void allEventsComeAtTheEnd() {
        assertThat(read("{\"message\":{\"text\":\"Hi\"},")).isEmpty();
        assertThat(read("\"finish\":\"stop\",\"usage\":{\"in\":1,\"out\":2}}")).isEmpty();

        assertThat(reader.usage()).isNull();
        assertThat(reader.end()).isEqualTo(ReplyEvents.of(reader.reply())).hasSize(4);
        assertThat(reader.usage()).isEqualTo(TokenUsage.of(1, 2));
    }

    @Test
    void blankLinesInFrontAreNoData() {
        read("\n\r\n");
        read("  ");
        assertThat(reader.dataBytes()).isZero();
        read("\n{ \n");
        assertThat(reader.dataBytes()).isEqualTo(3);
    }

    @Test
    void whatCannotBeReadIsAFailureAtTheEnd() {
        read("{\"message\":");

        assertThatExceptionOfType(ProviderException.class).isThrownBy(reader::end);
    }

    private List<ReplyEvent> read(String text) {
        return reader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
