package io.cascadeflow.camel.gateway.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes over the wire to a client of Messages. */
class AskedMessageTest {

    private final Asked asked = Requests.read(Requests.with("'stream':true"));
    private final Asked.Stream stream = asked.stream();

    private static List<String> names(String events) {
        return events.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring("event: ".length()))
                .toList();
    }

    @Test
    void aStreamIsEventsWithTheirNames() {
        String events = stream.waiting()
                + stream.of(new ReplyEvent.Start("x", "served"))
                + stream.waiting()
                + stream.of(new ReplyEvent.Text("Hi", Logprobs.ABSENT))
                + stream.of(new ReplyEvent.Finish(FinishReason.STOP))
                + stream.end(null);

        assertThat(names(events))
                .containsExactly(
                        "ping",
                        "message_start",
                        "ping",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events)
                .startsWith("event: ping\ndata: {\"type\":\"ping\"}\n\n")
                .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void whoAnswersIsToldAndWhoWasAskedWhereNobodySaid() throws Exception {
        String begun = stream.of(new ReplyEvent.Start("x", "served"));
        String nameless = asked.stream().of(new ReplyEvent.Start("x", ""));

        assertThat(begun).contains("\"model\":\"served\"").contains("\"id\":\"msg_");
        assertThat(nameless).contains("\"model\":\"m\"");
        ObjectNode whole = asked.answer(ChatReply.of("served", "Hi"));
        assertThat(whole.path("model").asText()).isEqualTo("served");
        assertThat(whole.path("id").asText()).startsWith("msg_");
    }

    @Test
    void aFailureIsAnEventOfItsOwn() {
        assertThat(stream.error(Fault.of(Fault.Kind.OVERLOADED, "too much to do"), "req_1"))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"too much to do\"},\"request_id\":\"req_1\"}\n\n");
    }

    @Test
    void theAccountIsInTheMessagesDelta() {
        stream.of(new ReplyEvent.Start("x", "served"));

        String end = stream.end(WireJson.object().put("tier", "small"));

        assertThat(names(end)).containsExactly("message_delta", "message_stop");
        assertThat(end).contains("\"cascadeflow\":{\"tier\":\"small\"}");
    }
}
