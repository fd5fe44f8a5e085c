package io.cascadeflow.audit;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Features;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedCitable;
import io.cascadeflow.provider.recorded.RecordedFacts;
import io.cascadeflow.provider.recorded.RecordedFeatures;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.RecordingWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of a question and its answers is kept. Pure, as far as the redactor is. */
public sealed interface Content {

    /** All texts, as they are. */
    Content FULL = new Texts(text -> text, true);

    /** No text at all: only what a fitter needs of it. */
    Content FEATURES = new FeaturesOnly();

    /** All texts as the redactor leaves them. Images, and the tokens of log-probabilities, are left out. */
    static Content redacted(Redactor redactor) {
        return new Texts(redactor, false);
    }

    /** The item that a recording keeps of a question. */
    default RecordedItem keep(Question question) {
        Map<String, List<RecordedAnswer>> answers = new LinkedHashMap<>();
        for (Answer answer : question.answers()) {
            answers.computeIfAbsent(answer.model(), model -> new ArrayList<>()).addAll(samples(answer));
        }
        ChatRequest request = request(question.first().request());
        return new RecordedItem(
                question.id(),
                question.first().context().domain(),
                request,
                !RecordingWriter.isPrompt(request.messages()),
                answers,
                passages(question.first().context().passages()),
                citable(question.first().context().citable().recorded()),
                question.weight(),
                question.given(),
                facts(question.facts()),
                0);
    }

    private List<RecordedAnswer> samples(Answer answer) {
        Draft draft = answer.draft();
        List<RecordedAnswer> samples = new ArrayList<>();
        samples.add(sample(draft, answer.label(), answer.latency()));
        for (ChatReply other : draft.others()) {
            samples.add(sample(new Draft(draft.request(), other), null, null));
        }
        return samples;
    }

    private RecordedAnswer sample(Draft draft, @Nullable Label label, @Nullable Duration latency) {
        RecordedFeatures features = features(draft);
        return new RecordedAnswer(
                features == null ? text(draft.reply().text()) : "",
                label,
                draft.reply().finishReason(),
                draft.reply().usage(),
                logprobs(draft.reply().logprobs()),
                latency,
                features == null ? draft.context().measured() : Map.of(),
                features);
    }

    /** The question; never sent anywhere. */
    ChatRequest request(ChatRequest request);

    List<String> passages(List<String> passages);

    /** A name may say as much as a text. */
    RecordedCitable citable(RecordedCitable citable);

    /** What else was known; never sent anywhere. */
    RecordedFacts facts(RecordedFacts facts);

    String text(String text);

    Logprobs logprobs(Logprobs logprobs);

    /** What stands in the place of the texts; absent where they are kept. */
    @Nullable
    RecordedFeatures features(Draft draft);

    /** Keeps texts. */
    record Texts(Redactor redactor, boolean asTheyAre) implements Content {

        @Override
        public ChatRequest request(ChatRequest request) {
            return asTheyAre
                    ? ChatRequest.of(request.messages())
                    : ChatRequest.of(request.messages().stream()
                            .map(message -> Redaction.of(message, redactor))
                            .toList());
        }

        @Override
        public List<String> passages(List<String> passages) {
            return passages.stream().map(redactor::redact).toList();
        }

        /** Answers cite by the name, and are redacted as well: what is cited is then still what is there. */
        @Override
        public RecordedCitable citable(RecordedCitable citable) {
            return new RecordedCitable(
                    citable.ids().stream().map(redactor::redact).toList(), citable.demand());
        }

        @Override
        public RecordedFacts facts(RecordedFacts facts) {
            String user = facts.user();
            return user == null ? facts : facts.withUser(redactor.redact(user));
        }

        @Override
        public String text(String text) {
            return redactor.redact(text);
        }

        @Override
        public Logprobs logprobs(Logprobs logprobs) {
            return asTheyAre ? logprobs : Redaction.of(logprobs);
        }

        @Override
        public @Nullable RecordedFeatures features(Draft draft) {
            return null;
        }
    }

    /** Keeps no text. */
    record FeaturesOnly() implements Content {

        @Override
        public ChatRequest request(ChatRequest request) {
            return ChatRequest.of("");
        }

        @Override
        public List<String> passages(List<String> passages) {
            return List.of();
        }

        /** What citations tell is among the signals. */
        @Override
        public RecordedCitable citable(RecordedCitable citable) {
            return RecordedCitable.NONE;
        }

        /** Whoever wants no texts wants no names. */
        @Override
        public RecordedFacts facts(RecordedFacts facts) {
            return facts.withUser(null);
        }

        @Override
        public String text(String text) {
            return "";
        }

        /** What they tell is among the signals. */
        @Override
        public Logprobs logprobs(Logprobs logprobs) {
            return Logprobs.ABSENT;
        }

        @Override
        public RecordedFeatures features(Draft draft) {
            return Features.of(draft).recorded();
        }
    }
}
