package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import org.junit.jupiter.api.Test;

class StructureSignalsTest {

    @Test
    void theTraceNamesWhichValidatorChecked() {
        ChatRequest request = ChatRequest.of("Where?")
                .withOutput(Output.DEFAULT.withFormat(
                        new ResponseFormat.Schema("place", "{\"type\":\"object\",\"required\":[\"zone\"]}", true)));
        Assessment found = ProfileGate.first().assess(new Draft(request, ChatReply.of("m", "{\"zone\":\"UTC\"}")));

        // the validator is on the class path of the tests
        assertThat(found.signals()).containsEntry("structure.full-schema", 1.0).containsEntry("structure.fits", 1.0);
    }

    @Test
    void withoutASchemaThereIsNothingToName() {
        assertThat(ProfileGate.first().assess(Draft.of("Where?", "There.")).signals())
                .doesNotContainKey("structure.full-schema");
    }
}
