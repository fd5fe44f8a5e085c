package io.cascadeflow.benchmarks.early;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.Label.Kind;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Made-up drafts as a recording, beside a large model that is always right. */
final class MadeUpRecording {

    static final String SMALL = "small";
    static final String LARGE = "large";
    static final String ANSWER = "It is known.";

    private MadeUpRecording() {}

    static Recording of(List<MadeUpDraft> drafts) {
        List<RecordedItem> items = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            items.add(item(drafts.get(i), i + 1));
        }
        return new Recording("made up", items, Kind.CORRECT, List.of());
    }

    private static RecordedItem item(MadeUpDraft draft, int line) {
        Map<String, List<RecordedAnswer>> answers = Map.of(
                SMALL, List.of(answer(draft.text(), draft.right(), draft.logprobs())),
                LARGE, List.of(answer(ANSWER, true, Logprobs.ABSENT)));
        ChatRequest request = ChatRequest.of(draft.question());
        return new RecordedItem("q" + line, null, request, false, answers, List.of(), 1, null, line);
    }

    private static RecordedAnswer answer(String text, boolean right, Logprobs logprobs) {
        return new RecordedAnswer(text, Label.correct(right), FinishReason.STOP, null, logprobs, null, Map.of(), null);
    }
}
