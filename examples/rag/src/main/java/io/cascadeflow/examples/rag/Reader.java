package io.cascadeflow.examples.rag;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands for two models that read. Both quote the sentences that have most of the question's words, and cite their passages. When none has
 * half of them, {@code small} does what small models do: it says something all the same, and invents a citation. {@code large}
 * takes the best two that have a third of them, and says when there is none.
 */
final class Reader implements ChatProvider {

    private static final Pattern PASSAGE =
            Pattern.compile("(?s)\\[(\\d+)\\][^\\n]*\\n(=====[a-p]+=====)\\n(.*?)\\n\\2");

    /** A sentence of a passage. */
    private record Sentence(int place, String text, double share) {}

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        String all = call.request().messages().get(0).text();
        List<Sentence> best = best(all, words(call.request().question()));
        String text = call.model().equals("small") ? small(best) : large(best);
        return CompletableFuture.completedFuture(ChatReply.of(call.model(), text)
                .withUsage(TokenUsage.of(all.length() / 4, Math.max(1, text.length() / 4))));
    }

    private static String small(List<Sentence> best) {
        return best.isEmpty() || best.get(0).share() < 0.5
                ? "As far as I remember that is switched on by default [9]."
                : cited(best.get(0));
    }

    private static String large(List<Sentence> best) {
        List<Sentence> told =
                best.stream().filter(each -> each.share() >= 0.34).limit(2).toList();
        return told.isEmpty()
                ? "The passages do not say [none]."
                : told.stream().map(Reader::cited).collect(Collectors.joining(" "));
    }

    private static String cited(Sentence sentence) {
        return "%s [%d]".formatted(sentence.text(), sentence.place());
    }

    private static List<Sentence> best(String material, Set<String> asked) {
        List<Sentence> sentences = new ArrayList<>();
        for (Matcher passage = PASSAGE.matcher(material); passage.find(); ) {
            int place = Integer.parseInt(passage.group(1));
            for (String sentence : prose(passage.group(3)).split("(?<=[.!?])\\s+")) {
                Set<String> words = words(sentence);
                double found = asked.stream().filter(words::contains).count();
                sentences.add(new Sentence(place, sentence.strip(), found / Math.max(1, asked.size())));
            }
        }
        sentences.sort(Comparator.comparingDouble(Sentence::share).reversed());
        return sentences;
    }

    /** Without headings, tables and code. */
    private static String prose(String markdown) {
        return markdown.replaceAll("(?s)```.*?(```|$)", " ")
                .lines()
                .filter(line -> !line.matches("\\s*[#|].*"))
                .collect(Collectors.joining(" "));
    }

    /** Their beginnings, so that "budgets" is "budget"; short ones say nothing. */
    private static Set<String> words(String text) {
        return Pattern.compile("[\\p{L}\\p{N}]{4,}")
                .matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(word -> word.group().substring(0, Math.min(5, word.group().length())))
                .filter(word ->
                        !Set.of("what", "which", "when", "does", "that", "with").contains(word))
                .collect(Collectors.toSet());
    }
}
