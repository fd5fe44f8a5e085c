package io.cascadeflow.examples.ab;

import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How good an answer is, as far as a recording tells. */
final class Grades {

    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(\\.\\d+)?");

    private Grades() {}

    /**
     * The label of the recorded answer with this text. For an answer that is not recorded, such as a live model's: whether its last
     * number is that of a right answer.
     */
    static @Nullable Double of(RecordedItem item, String answer) {
        List<RecordedAnswer> all =
                item.answers().values().stream().flatMap(List::stream).toList();
        Optional<Label> recorded = all.stream()
                .filter(one -> one.text().equals(answer))
                .flatMap(one -> Optional.ofNullable(one.label()).stream())
                .findFirst();
        if (recorded.isPresent()) {
            return recorded.get().quality();
        }
        Optional<String> right = all.stream()
                .filter(one -> one.label() != null && one.label().equals(Label.correct(true)))
                .flatMap(one -> lastNumber(one.text()).stream())
                .findFirst();
        return right.map(number -> lastNumber(answer).equals(right) ? 1.0 : 0.0).orElse(null);
    }

    private static Optional<String> lastNumber(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(number -> number.replace(",", ""))
                .reduce((one, next) -> next);
    }
}
