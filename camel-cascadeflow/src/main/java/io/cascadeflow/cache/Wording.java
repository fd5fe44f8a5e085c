package io.cascadeflow.cache;

import io.cascadeflow.confidence.text.Numbers;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Tools;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A question of which another wording may get the same answer.
 *
 * @param place a digest of everything that {@link CacheKey} is of, but of the last user's text only the numbers, which models that
 *     make vectors hardly tell apart: only where it is the same is another wording looked for
 * @param text what the user said last; not blank
 */
record Wording(String place, String text) {

    /** Changes when what is digested changes its form; never that of a {@link CacheKey}. */
    private static final String FORM = "cascadeflow-wording-1";

    /** Longer texts are near each other also where they differ in what matters. */
    static final int MOST_CHARACTERS = 1000;

    /**
     * Empty when only the same question may get the answer: where tools are offered or were called, where there is more to the
     * conversation than text, where further fields are sent of which it is not known what they ask for, and where a user did
     * not speak last, or said too much.
     */
    static Optional<Wording> of(CacheScope scope, ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        ChatMessage last = messages.get(messages.size() - 1);
        boolean plain = request.tools().equals(Tools.NONE)
                && request.extras().isEmpty()
                && messages.stream().allMatch(Wording::isText)
                && last.role() == Role.USER
                && last.content().size() == 1
                && last.text().length() <= MOST_CHARACTERS
                && !last.text().isBlank();
        return plain ? Optional.of(new Wording(place(scope, request, last), last.text())) : Optional.empty();
    }

    private static boolean isText(ChatMessage message) {
        return message.role() != Role.TOOL
                && message.toolCalls().isEmpty()
                && message.content().stream().allMatch(ContentPart.Text.class::isInstance);
    }

    private static String place(CacheScope scope, ChatRequest request, ChatMessage last) {
        List<ChatMessage> messages = new ArrayList<>(request.messages());
        messages.set(
                messages.size() - 1,
                new ChatMessage(
                        Role.USER,
                        List.of(new ContentPart.Text("", last.content().get(0).cache())),
                        List.of(),
                        null));
        return new RecordDigest()
                .add(FORM)
                .add(scope)
                .add(request.withUser(null).withMessages(messages))
                .add(Arrays.stream(Numbers.in(last.text()).values()).boxed().toList())
                .hex();
    }
}
