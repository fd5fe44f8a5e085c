package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.StreamedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Thoughts between tags within streamed text, compared with the reading of the same text in one piece. */
class ThinkTagStreamTest {

    @Property(tries = 2_000)
    void taggedThoughtsAreNeverToldAsTextWhereverTheTextIsCut(@ForAll("texts") String text, @ForAll long seed) {
        List<String> chunks = new ArrayList<>(List.of(ChunkStreamTest.content("")));
        pieces(text, new Random(seed)).forEach(piece -> chunks.add(ChunkStreamTest.content(piece)));
        chunks.add("[DONE]");
        StreamedRun run = ChunkStreamTest.read("vllm", chunks.toArray(String[]::new));
        ChatReply reply = ChunkStreamTest.reply(run);

        String whole = Json.object().put("content", text).toString();
        assertThat(reply.message())
                .isEqualTo(Wire.read("vllm", "{\"choices\":[{\"message\":" + whole + "}]}")
                        .message());
        // where only the closing tag comes nobody can know before that it was no answer
        if (text.stripLeading().startsWith("<think>") || !text.contains("</think>")) {
            assertThat(run.text()).isEqualTo(reply.text());
            assertThat(run.reasoning()).isEqualTo(reply.message().reasoning());
        }
    }

    @Test
    void anAnswerThatOnlyClosesTheTagIsToldAsTextButReadAsReasoning() {
        StreamedRun run = ChunkStreamTest.read("vllm", ChunkStreamTest.content("hm\n</think>\n\n42"), "[DONE]");

        assertThat(run.text()).isEqualTo("hm\n</think>\n\n42");
        assertThat(ChunkStreamTest.reply(run).text()).isEqualTo("42");
    }

    @Test
    void providersThatTellThoughtsApartKeepTheTagsAsText() {
        StreamedRun run = ChunkStreamTest.read("openai", ChunkStreamTest.content("<think>a</think>b"), "[DONE]");

        assertThat(run.text())
                .isEqualTo("<think>a</think>b")
                .isEqualTo(ChunkStreamTest.reply(run).text());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "<think>",
                        "</think>",
                        "<",
                        "</",
                        "think>",
                        "<thi",
                        "nk>",
                        " ",
                        "\n",
                        "a",
                        "b c",
                        "<<think>",
                        "</</think>",
                        "ü",
                        "😀",
                        "\u2003")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts))
                .flatMap(rest -> Arbitraries.of("", "<think>", " \n<think>\n").map(start -> start + rest));
    }

    private static List<String> pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + 1 + random.nextInt(5));
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
