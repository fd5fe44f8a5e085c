package io.cascadeflow.retrieval.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.RetrievalQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest {

    private static final Map<String, String> DOCUMENTS = Map.of(
            "gate.md",
                    "Intro to gates.\n# The threshold\nA draft needs 0.75.\n```\n# no heading\n```\n# Costs\nNothing.\n",
            "acme/prices.md", "# Prices\nThe widget of Acme costs 5.\n",
            "acme/inner/more.txt", "# not a heading\nThe widget is blue.\n",
            "other/prices.md", "# Prices\nThe widget of others costs 7.\n");

    @TempDir
    Path folder;

    private static List<String> ids(LuceneIndex index, String question, @Nullable String filter) throws IOException {
        return index.retrieve(new RetrievalQuery(question, 10, filter)).stream()
                .map(Passage::id)
                .toList();
    }

    @Test
    void findsTheSectionThatAnswers() throws IOException {
        try (LuceneIndex index = LuceneIndex.of(DOCUMENTS, new StandardAnalyzer())) {
            Passage best = index.retrieve(new RetrievalQuery("Which threshold does a draft need?", 1, null))
                    .get(0);

            assertThat(best.id()).isEqualTo("gate.md#the-threshold");
            assertThat(best.text()).startsWith("# The threshold").contains("0.75", "# no heading");
            assertThat(best.score()).isPositive();
            assertThat(index.size()).isEqualTo(6);
            assertThat(ids(index, "xylophone", null)).isEmpty();
            assertThat(ids(index, "", null)).isEmpty();
        }
    }

    @Test
    void aFilterIsAFolderAndNothingElse() throws IOException {
        try (LuceneIndex index = LuceneIndex.of(DOCUMENTS, new StandardAnalyzer())) {
            assertThat(ids(index, "widget", null)).hasSize(3);
            assertThat(ids(index, "widget", "acme"))
                    .containsExactlyInAnyOrder("acme/prices.md#prices", "acme/inner/more.txt");
            assertThat(ids(index, "widget", "acme/inner")).containsExactly("acme/inner/more.txt");
            for (String trick : List.of("acm", "acme/", "*", "acme OR other", "../other", "", "other/..")) {
                assertThat(ids(index, "widget", trick)).as(trick).isEmpty();
            }
        }
    }

    @Test
    void signsInAQuestionAreNoOperators() throws IOException {
        try (LuceneIndex index = LuceneIndex.of(DOCUMENTS, new StandardAnalyzer())) {
            assertThat(ids(index, "+widget -blue folder:other text:[* TO *] \"\\ ((", "acme"))
                    .contains("acme/inner/more.txt");
            assertThat(ids(index, "word ".repeat(100_000) + "widget", null)).isNotEmpty();
            assertThat(ids(
                            index,
                            IntStream.range(0, 5_000).mapToObj(i -> "w" + i).toList() + " widget",
                            null))
                    .isEmpty();
        }
    }

    @Test
    void longSectionsComeInPieces() {
        String line = "Words and words and words. ".repeat(3) + "\n";
        List<Sections.Section> sections =
                Sections.of("# A\n" + line.repeat(60) + "\n\n# A\nshort\n" + "x".repeat(5_000), true);

        assertThat(sections)
                .allSatisfy(section -> assertThat(section.text()).hasSizeLessThanOrEqualTo(Sections.LONGEST));
        assertThat(sections)
                .extracting(Sections.Section::name)
                .doesNotHaveDuplicates()
                .startsWith("a", "a-2");
        assertThat(Sections.of("", true)).isEmpty();
        assertThat(Sections.of("# Only", false)).containsExactly(new Sections.Section("", "# Only"));
    }

    @Test
    void aFolderIsReadAndItsIndexWritten() throws IOException {
        Files.createDirectories(folder.resolve("docs/acme"));
        Files.writeString(folder.resolve("docs/acme/a.md"), "# Widgets\nThey are green.");
        Files.writeString(folder.resolve("docs/picture.png"), "green");
        Path written = folder.resolve("index");
        for (int i = 0; i < 2; i++) {
            try (LuceneIndex index = LuceneIndex.of(folder.resolve("docs"), written, new StandardAnalyzer())) {
                assertThat(ids(index, "green", "acme")).containsExactly("acme/a.md#widgets");
                assertThat(index.size()).as("written anew").isEqualTo(1);
            }
        }
        assertThat(written).isNotEmptyDirectory();
        assertThat(LuceneIndex.of(folder.resolve("docs")).size()).isEqualTo(1);
    }

    @Test
    void aFolderWithoutDocumentsIsAnError() {
        assertThatThrownBy(() -> LuceneIndex.of(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(".md");
        assertThatThrownBy(() -> LuceneIndex.of(folder.resolve("none"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void manyAskAtOnce() {
        LuceneIndex index = LuceneIndex.of(DOCUMENTS, new StandardAnalyzer());
        List<CompletableFuture<List<String>>> all = IntStream.range(0, 200)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return ids(index, "widget", i % 2 == 0 ? "acme" : "other");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .toList();

        for (int i = 0; i < all.size(); i++) {
            String tenant = i % 2 == 0 ? "acme" : "other";
            assertThat(all.get(i).join()).isNotEmpty().allMatch(id -> id.startsWith(tenant));
        }
    }
}
