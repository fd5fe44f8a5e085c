package io.cascadeflow.confidence;

import io.cascadeflow.model.ResponseFormat;
import java.util.List;

/** Whether a form that was asked for is there. A broken form is a {@link Defect}; a met one is a little evidence. */
final class StructureSignals implements SignalSource {

    private static final Signal FITS = Signal.text(
            "structure.fits",
            "1 when the draft has the JSON form that was asked for or its tool calls fit their schemas, else 0; absent when"
                    + " the draft is free text");

    private static final Signal FULL = Signal.text(
            "structure.full-schema",
            "1 when all of JSON Schema was checked, 0 when the optional validator is not there and only its common part was;"
                    + " absent when no schema was asked for");

    @Override
    public List<Signal> signals() {
        return List.of(FITS, FULL);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        Draft draft = facts.draft();
        boolean calls = !draft.reply().message().toolCalls().isEmpty();
        boolean form = !(draft.request().output().format() instanceof ResponseFormat.Text);
        if (calls || form) {
            List<Defect> defects = facts.defects();
            boolean broken = defects.contains(Defect.WRONG_FORMAT)
                    || defects.contains(Defect.INVALID_TOOL_CALL)
                    || defects.contains(Defect.EMPTY);
            into.put(FITS, broken ? 0 : 1);
            if (draft.request().output().format() instanceof ResponseFormat.Schema) {
                into.put(FULL, SchemaCheck.OptionalValidator.PRESENT ? 1 : 0);
            }
        }
    }
}
