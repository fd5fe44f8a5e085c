package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Repetition;
import io.cascadeflow.confidence.text.Shape;
import io.cascadeflow.confidence.text.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Length, ending, repetition, script and topic of the draft's text: none of them needs to know a language. */
final class TextSignals implements SignalSource {

    /** Texts that share this much of the shorter one's vocabulary are about the same thing; more says nothing more. */
    private static final double ON_TOPIC = 0.25;

    private static final Signal ANSWER =
            Signal.text("length.answer", "size of the draft in doublings of one character; ideographs count 2.5");
    private static final Signal BREAKS_OFF =
            Signal.text("ending.breaks-off", "1 when the text seems to stop in mid-sentence, else 0");
    private static final Signal UNCLOSED =
            Signal.text("ending.unclosed", "brackets and code fences opened and never closed, 0 or more");
    private static final Signal REPETITION = Signal.text(
            "repetition.share", "share of the text that repeats earlier text, 0 to 1; absent below 47 characters");
    private static final Signal SCRIPT = Signal.text(
            "script.differs",
            "1 when the draft hardly uses the question's script, else 0; absent when either is below 12 letters");
    private static final Signal TOPIC = Signal.text(
            "topic.overlap",
            "shared letter groups as a share of the shorter text's, 0 to 1; absent below 12 groups or in another script");

    private static final Signal OFF_TOPIC = Signal.text(
            "topic.off", "0 when topic.overlap reaches a quarter, rising to 1 when nothing is shared; absent with it");

    @Override
    public List<Signal> signals() {
        return List.of(ANSWER, BREAKS_OFF, UNCLOSED, REPETITION, SCRIPT, TOPIC, OFF_TOPIC);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        if (facts.answer().isBlank()) {
            return;
        }
        Shape answer = facts.answer().shape();
        Shape question = facts.question().shape();
        into.put(ANSWER, Doublings.of(answer.size()));
        into.put(BREAKS_OFF, answer.breaksOff() ? 1 : 0);
        into.put(UNCLOSED, answer.unclosed());
        into.put(REPETITION, Repetition.share(facts.answer().plain()));
        topic(facts, answer.leavesScriptOf(question), into);
    }

    private static void topic(DraftFacts facts, @Nullable Boolean otherScript, Observations into) {
        if (otherScript != null) {
            into.put(SCRIPT, otherScript ? 1 : 0);
        }
        if (otherScript == null || !otherScript) {
            double overlap =
                    Topic.overlap(facts.question().plain(), facts.answer().plain());
            into.put(TOPIC, overlap);
            into.put(OFF_TOPIC, Math.max(0, 1 - overlap / ON_TOPIC));
        }
    }
}
