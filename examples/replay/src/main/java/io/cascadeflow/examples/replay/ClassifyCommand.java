package io.cascadeflow.examples.replay;

import io.cascadeflow.camel.policy.Questions;
import io.cascadeflow.policy.classify.Classifier;
import io.cascadeflow.policy.classify.Example;
import io.cascadeflow.policy.classify.HeldOut;
import io.cascadeflow.policy.classify.LearnedClassifier;
import io.cascadeflow.policy.classify.VectorClassifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learns from labelled questions, and tells how well it does on others. */
@Command(
        name = "domains",
        mixinStandardHelpOptions = true,
        description = {
            "Learns what questions are about from four fifths of the labelled ones, and tells for the rest how often it is right, and how often it rather says nothing.",
            "Without --examples those that ship with the component. A line of a file: {\"text\": \"...\", \"domain\": \"law\"}."
        })
final class ClassifyCommand implements Callable<Integer> {

    @Option(
            names = "--examples",
            paramLabel = "FILE",
            description =
                    "labelled questions to learn from, in JSON Lines; again for more files; 'shipped' for those that ship")
    private List<String> examples = List.of("shipped");

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "other labelled questions to judge by; then all examples are learned from")
    private @Nullable Path test;

    @Option(names = "--language", description = "the languages of the questions instead of their domains")
    private boolean language;

    @Option(
            names = "--embeddings",
            description =
                    "by vectors of bge-small-en-v1.5 instead of by words; needs LangChain4j's model on the class path")
    private boolean embeddings;

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() throws IOException {
        if (embeddings && language) {
            throw printing.misuse("--embeddings goes with domains only: languages are told by their letters");
        }
        List<Example> all = read(examples);
        HeldOut parts = test == null ? HeldOut.of(all) : new HeldOut(all, read(List.of(test.toString())));
        if (parts.heldOut().isEmpty()) {
            throw new IllegalArgumentException("there are too few examples: none is left to judge by");
        }
        Classified judged = Classified.of(learn(parts.learned()), parts);
        ClassifyReport report = new ClassifyReport(judged);
        printing.print(report::json, report::table, List.of());
        return 0;
    }

    private Classifier learn(List<Example> learned) {
        if (language) {
            return LearnedClassifier.ofLanguages(learned);
        }
        return embeddings
                ? VectorClassifier.learn(learned, EmbeddedTexts.vectors())
                : LearnedClassifier.ofSubjects(learned);
    }

    private List<Example> read(List<String> files) throws IOException {
        List<Example> all = new ArrayList<>();
        for (String file : files) {
            Questions questions = file.equals("shipped") ? Questions.shipped() : read(Path.of(file));
            all.addAll(language ? questions.languages() : questions.domains());
        }
        return all;
    }

    private static Questions read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Questions.read(file.toString(), in);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("%s is not there; give a file of labelled questions".formatted(file), e);
        }
    }
}
