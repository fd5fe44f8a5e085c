package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Text;
import io.cascadeflow.confidence.text.Words;
import java.util.List;

/**
 * How question and draft are written. None of it is evidence by itself: a fitted profile weighs what went with mistakes in
 * the operator's own recording, and shrinks it more than evidence.
 */
final class StyleSignals implements SignalSource {

    private static final Signal LINES = Signal.text("style.lines", "lines of the draft, in doublings of one");
    private static final Signal SENTENCES =
            Signal.text("style.sentences", "closed sentences of the draft, in doublings of one");
    private static final Signal WORDS = Signal.text("style.words", "words of the draft, in doublings of one");
    private static final Signal LENGTH =
            Signal.text("style.word-length", "mean letters of a word of the draft; absent without words");
    private static final Signal VARIETY =
            Signal.text("style.variety", "different words as a share of the draft's words; absent without words");
    private static final Signal NEW = Signal.text(
            "style.new-words",
            "different words of the draft that the question lacks, as a share; absent" + " without words");
    private static final Signal DIGITS = Signal.text("style.digits", "digits as a share of the draft's characters");
    private static final Signal SIGNS = Signal.text("style.signs", "signs as a share of the draft's characters");
    private static final Signal CAPITALS =
            Signal.text("style.capitals", "capital letters as a share of the draft's characters");
    private static final Signal LAST_LINE =
            Signal.text("style.last-line", "characters of the draft's last line, in doublings of one");
    private static final Signal Q_LINES = Signal.text("asked.lines", "lines of the question, in doublings of one");
    private static final Signal Q_SENTENCES =
            Signal.text("asked.sentences", "closed sentences of the question, in doublings of one");
    private static final Signal Q_LENGTH =
            Signal.text("asked.word-length", "mean letters of a word of the question; absent without words");
    private static final Signal Q_DIGITS =
            Signal.text("asked.digits", "digits as a share of the question's characters");
    private static final Signal Q_SIGNS = Signal.text("asked.signs", "signs as a share of the question's characters");
    private static final Signal Q_MARKS =
            Signal.text("asked.marks", "question marks in the question, in doublings of one");
    private static final Signal COVERED = Signal.text(
            "asked.covered", "different words of the question that the draft has, as a share; absent without words");

    @Override
    public List<Signal> signals() {
        return List.of(
                LINES,
                SENTENCES,
                WORDS,
                LENGTH,
                VARIETY,
                NEW,
                DIGITS,
                SIGNS,
                CAPITALS,
                LAST_LINE,
                Q_LINES,
                Q_SENTENCES,
                Q_LENGTH,
                Q_DIGITS,
                Q_SIGNS,
                Q_MARKS,
                COVERED);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        if (facts.answer().isBlank()) {
            return;
        }
        Words question = facts.question().words();
        answer(facts.answer(), question, into);
        into.put(Q_LINES, Doublings.of(question.lines()));
        into.put(Q_SENTENCES, Doublings.of(facts.question().shape().sentences()));
        into.put(Q_LENGTH, question.meanLength());
        into.put(Q_DIGITS, question.digitShare());
        into.put(Q_SIGNS, question.signShare());
        into.put(Q_MARKS, Doublings.of(question.questionMarks()));
        into.put(COVERED, question.shareIn(facts.answer().words()));
    }

    private static void answer(Text answer, Words question, Observations into) {
        Words words = answer.words();
        into.put(LINES, Doublings.of(words.lines()));
        into.put(SENTENCES, Doublings.of(answer.shape().sentences()));
        into.put(WORDS, Doublings.of(words.count()));
        into.put(LENGTH, words.meanLength());
        into.put(VARIETY, words.variety());
        into.put(NEW, 1 - words.shareIn(question));
        into.put(DIGITS, words.digitShare());
        into.put(SIGNS, words.signShare());
        into.put(CAPITALS, words.capitalShare());
        into.put(LAST_LINE, Doublings.of(words.lastLine()));
    }
}
