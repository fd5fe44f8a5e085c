package io.cascadeflow.provider.recorded;

import io.cascadeflow.model.ChatRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One recorded question with its answers.
 *
 * @param id unique within the recording
 * @param domain its subject; absent when nobody said
 * @param request what was asked
 * @param wholeConversation whether {@code request} is the conversation as recorded; else it is only the question in it
 * @param answers by model, in the recording's order; at least one sample for each model
 * @param passages texts that an answer should rest on; usually none
 * @param weight how many questions it stands for, above 0: the inverse of the chance with which it was drawn; usually 1
 * @param line where it is in the file, from 1
 */
public record RecordedItem(
        String id,
        @Nullable String domain,
        ChatRequest request,
        boolean wholeConversation,
        Map<String, List<RecordedAnswer>> answers,
        List<String> passages,
        double weight,
        int line) {

    /** The samples of {@code model}; empty when it was not asked. */
    public List<RecordedAnswer> samples(String model) {
        return answers.getOrDefault(model, List.of());
    }
}
