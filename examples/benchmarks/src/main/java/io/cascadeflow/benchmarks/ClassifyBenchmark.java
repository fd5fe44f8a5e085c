package io.cascadeflow.benchmarks;

import io.cascadeflow.camel.policy.Questions;
import io.cascadeflow.policy.classify.Choices;
import io.cascadeflow.policy.classify.Classifier;
import io.cascadeflow.policy.classify.Complexity;
import io.cascadeflow.policy.classify.LearnedClassifier;
import io.cascadeflow.policy.classify.Scores;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One question classified, by what was learned from the shipped examples. One thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClassifyBenchmark {

    private static final String QUESTION =
            "Which dose of warfarin is right for my grandmother, who is 82 years old and weighs 51 kg? ";

    /** Characters of the question: a short one, a page, and more than is read. */
    @Param({"90", "1800", "100000"})
    public int length = 90;

    private String question = QUESTION;
    private Classifier domains = text -> Scores.NONE;
    private Classifier languages = text -> Scores.NONE;

    @Setup
    public void prepare() {
        domains = LearnedClassifier.ofSubjects(Questions.shipped().domains());
        languages = LearnedClassifier.ofLanguages(Questions.shipped().languages());
        // of different words, as a page has them
        StringBuilder text = new StringBuilder(QUESTION);
        for (String each : Questions.shipped().domains().stream()
                .map(example -> example.text())
                .filter(example -> example.chars().allMatch(c -> c < 0x80))
                .toList()) {
            text.append(each).append(' ');
        }
        question = text.toString().repeat(length / text.length() + 1).substring(0, length);
    }

    @Benchmark
    public Scores domain() {
        return domains.classify(question);
    }

    @Benchmark
    public Scores language() {
        return languages.classify(question);
    }

    @Benchmark
    public double complexity() {
        return Complexity.of(question);
    }

    @Benchmark
    public int choices() {
        return Choices.in(question);
    }
}
