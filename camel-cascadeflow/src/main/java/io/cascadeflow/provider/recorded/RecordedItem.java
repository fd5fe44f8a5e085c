package io.cascadeflow.provider.recorded;

import io.cascadeflow.model.ChatRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One recorded question with its answers.
 *
 * @param id unique within the recording
 * @param domain its subject; absent when nobody said
 * @param request what was asked; an empty question where its text is not kept
 * @param wholeConversation whether {@code request} is the conversation as recorded; else it is only the question in it
 * @param answers by model, in the recording's order; at least one sample for each model
 * @param passages texts that an answer should rest on; usually none
 * @param citable what could be cited of them, and had to be
 * @param weight how many questions it stands for, above 0: the inverse of the chance with which it was drawn; usually 1
 * @param given the model whose answer the caller got; absent when not recorded
 * @param facts what was known of it beside its text
 * @param line where it is in the file, from 1
 */
public record RecordedItem(
        String id,
        @Nullable String domain,
        ChatRequest request,
        boolean wholeConversation,
        Map<String, List<RecordedAnswer>> answers,
        List<String> passages,
        RecordedCitable citable,
        double weight,
        @Nullable String given,
        RecordedFacts facts,
        int line) {

    /** Where nothing is known of citations. */
    public RecordedItem(
            String id,
            @Nullable String domain,
            ChatRequest request,
            boolean wholeConversation,
            Map<String, List<RecordedAnswer>> answers,
            List<String> passages,
            double weight,
            @Nullable String given,
            RecordedFacts facts,
            int line) {
        this(
                id,
                domain,
                request,
                wholeConversation,
                answers,
                passages,
                RecordedCitable.NONE,
                weight,
                given,
                facts,
                line);
    }

    /** Nor any facts. */
    public RecordedItem(
            String id,
            @Nullable String domain,
            ChatRequest request,
            boolean wholeConversation,
            Map<String, List<RecordedAnswer>> answers,
            List<String> passages,
            double weight,
            @Nullable String given,
            int line) {
        this(id, domain, request, wholeConversation, answers, passages, weight, given, RecordedFacts.NONE, line);
    }

    /** The samples of {@code model}; empty when it was not asked. */
    public List<RecordedAnswer> samples(String model) {
        return answers.getOrDefault(model, List.of());
    }

    /** Whether its texts are kept. Without them it can be learned from, and not be played. */
    public boolean hasText() {
        return answers.values().stream().flatMap(List::stream).allMatch(answer -> answer.features() == null);
    }

    public RecordedItem withFacts(RecordedFacts known) {
        return new RecordedItem(
                id, domain, request, wholeConversation, answers, passages, citable, weight, given, known, line);
    }

    /** The same with what the user said of the answer that was given; the item itself when it does not say which that was. */
    RecordedItem withFeedback(Label label) {
        if (given == null || samples(given).isEmpty()) {
            return this;
        }
        List<RecordedAnswer> samples = new ArrayList<>(samples(given));
        samples.set(0, samples.get(0).withLabel(label));
        Map<String, List<RecordedAnswer>> all = new LinkedHashMap<>(answers);
        all.put(given, List.copyOf(samples));
        return new RecordedItem(
                id,
                domain,
                request,
                wholeConversation,
                Collections.unmodifiableMap(all),
                passages,
                citable,
                weight,
                given,
                facts,
                line);
    }
}
