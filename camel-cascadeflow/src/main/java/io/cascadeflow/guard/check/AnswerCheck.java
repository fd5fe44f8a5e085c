package io.cascadeflow.guard.check;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** What an answer must not say. A pure function; immutable. */
public final class AnswerCheck {

    private final boolean secrets;
    private final PhraseFinder denied;

    /**
     * @param secrets whether keys and tokens may not be in it
     * @param words texts that may not be in it, in any case, as whole words
     * @throws IllegalArgumentException when one of them has no letter or digit
     */
    public AnswerCheck(boolean secrets, Collection<String> words) {
        this.secrets = secrets;
        this.denied = new PhraseFinder(
                words.stream().map(text -> Phrase.exactly("denied", text)).toList());
    }

    /** What is wrong with the answer, without a word of it: its text, its thoughts and what it tells tools. Empty when nothing is. */
    public Optional<String> wrong(ChatReply reply) {
        Stream<String> said = reply.message().content().stream()
                .map(part -> part instanceof ContentPart.Text text
                        ? text.text()
                        : part instanceof ContentPart.Reasoning thought && !thought.redacted() ? thought.text() : "");
        Stream<String> told = reply.message().toolCalls().stream().map(call -> call.arguments());
        return Stream.concat(said, told)
                .map(this::wrong)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> wrong(String text) {
        if (secrets && Secrets.areIn(text)) {
            return Optional.of("a secret");
        }
        return denied.find(text).isEmpty() ? Optional.empty() : Optional.of("a word that is denied");
    }
}
