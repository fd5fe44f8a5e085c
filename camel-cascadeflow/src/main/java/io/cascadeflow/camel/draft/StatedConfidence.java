package io.cascadeflow.camel.draft;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has the model state its confidence on a last line, and takes that line out of the answer again. */
public final class StatedConfidence {

    private static final String INSTRUCTION =
            "After your complete answer, add one last line of its own that reads \"Confidence:\" followed by the probability that your answer is right, from 0 to 1. Write the word Confidence in English, whatever language you answer in.";

    /** On a plain text, see {@link Share#plain}: marks of emphasis, the word, a number. */
    private static final Pattern LAST_LINE =
            Pattern.compile("[\\s*_>#-]*confidence[\\s*_]*[:=][\\s*_]*([^*_]+?)[\\s*_]*", Pattern.CASE_INSENSITIVE);

    private StatedConfidence() {}

    /**
     * An answer and what its model said of it.
     *
     * @param reply without the line
     * @param share 0 to 1; absent when the model stated none
     */
    public record Stated(ChatReply reply, @Nullable Double share) {}

    /** The same request with the instruction; unchanged where the answer's form leaves no room for a further line. */
    public static ChatRequest ask(ChatRequest request) {
        boolean isFreeText = request.output().format() instanceof ResponseFormat.Text
                && request.tools().specs().isEmpty();
        return isFreeText ? request.withSystemMessage(INSTRUCTION) : request;
    }

    /** Reads the last line off; a reply without one stays as it is. */
    public static Stated read(ChatReply reply) {
        String text = reply.text();
        String whole = text.stripTrailing();
        int begins = Math.max(whole.lastIndexOf('\n'), whole.lastIndexOf('\r')) + 1;
        Matcher line = LAST_LINE.matcher(Share.plain(whole.substring(begins)));
        OptionalDouble share = line.matches() ? Share.of(line.group(1)) : OptionalDouble.empty();
        if (share.isEmpty() || !reply.message().toolCalls().isEmpty()) {
            return new Stated(reply, null);
        }
        String kept = text.substring(0, begins).stripTrailing();
        return new Stated(with(reply, kept, text.substring(kept.length())), share.getAsDouble());
    }

    private static ChatReply with(ChatReply reply, String kept, String removed) {
        List<ContentPart> parts = new ArrayList<>();
        for (ContentPart part : reply.message().content()) {
            if (!(part instanceof ContentPart.Text)) {
                parts.add(part);
            }
        }
        parts.add(new ContentPart.Text(kept));
        ChatMessage message = new ChatMessage(reply.message().role(), parts, List.of(), null);
        return reply.withMessage(message).withLogprobs(without(reply.logprobs(), removed));
    }

    /** Without the tokens of the removed end; absent when they cannot be told. */
    private static Logprobs without(Logprobs logprobs, String removed) {
        List<TokenLogprob> tokens = logprobs.tokens();
        String all = tokens.stream().map(TokenLogprob::token).collect(Collectors.joining());
        if (!all.endsWith(removed)) {
            return Logprobs.ABSENT;
        }
        int count = tokens.size();
        for (int left = removed.length();
                left > 0;
                left -= tokens.get(count).token().length()) {
            count--;
        }
        return Logprobs.of(tokens.subList(0, count));
    }
}
