package io.cascadeflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonalDataRedactorTest {

    private final Redactor redactor = new PersonalDataRedactor(Set.of(), List.of());

    @Test
    void whatIsKeptHasPlaceholders() {
        ToolCall call = new ToolCall("1", "mail", "{\"to\":\"a@b.ch\"}");
        ChatMessage message = new ChatMessage(
                Role.ASSISTANT, ChatMessage.user("a@b.ch, again a@b.ch, c@d.ch").content(), List.of(call), null);

        ChatMessage kept = Redaction.of(message, redactor);

        assertThat(kept.text()).isEqualTo("<EMAIL_1>, again <EMAIL_1>, <EMAIL_2>");
        assertThat(kept.toolCalls().get(0).arguments()).isEqualTo("{\"to\":\"<EMAIL_1>\"}");
    }

    @Test
    void onlyTheKindsThatAreAskedFor() {
        assertThat(new PersonalDataRedactor(Set.of("ip"), List.of()).redact("a@b.ch from 10.1.2.3"))
                .isEqualTo("a@b.ch from <IP_1>");
    }
}
