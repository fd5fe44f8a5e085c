package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.camel.audit.DriftEvent;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** A probe context that learns. A question to {@code probe:m} may cost 0.041 USD; to {@code probe:dear} ten times that. */
final class LearningFixture implements AutoCloseable {

    static final String SMALL = "probe:m";
    static final String LARGE = "probe:dear";
    static final String RECORDER = "recorder: {file: '%s', content: full}\n";

    final ProbeContext context;
    final Path file;
    final List<DriftEvent> drift;
    final CascadeFlowLearning learning;
    private Function<String, CompletionStage<ChatReply>> small = question -> said("4");
    private Function<String, CompletionStage<ChatReply>> large = question -> said("4");

    LearningFixture(Path folder, String configuration) throws IOException {
        this(folder, configuration, camel -> {});
    }

    /** @param configuration what follows the cascade's tiers, and the recorder with the file at {@code %s} */
    LearningFixture(Path folder, String configuration, Consumer<CamelContext> beans) throws IOException {
        file = folder.resolve("recorded.jsonl");
        Path yaml = Files.writeString(
                folder.resolve("learning.yaml"), BudgetFixture.MODELS + configuration.replace("%s", file.toString()));
        context = new ProbeContext(component -> {
            component.getCamelContext().getRegistry().bind("random", RandomGenerator.class, new Seeded(42));
            beans.accept(component.getCamelContext());
            component.setConfiguration("file:" + yaml);
        });
        context.probe.answers(call ->
                (call.model().equals("m") ? small : large).apply(call.request().question()));
        drift = context.events(DriftEvent.class);
        learning = CascadeFlowLearning.in(context.camel);
    }

    /** A source of chance that can be repeated. */
    private record Seeded(SplittableRandom random) implements RandomGenerator {

        Seeded(long seed) {
            this(new SplittableRandom(seed));
        }

        @Override
        public synchronized long nextLong() {
            return random.nextLong();
        }
    }

    void smallSays(Function<String, CompletionStage<ChatReply>> answer) {
        small = answer;
    }

    void largeSays(Function<String, CompletionStage<ChatReply>> answer) {
        large = answer;
    }

    static CompletionStage<ChatReply> said(String text) {
        return CompletableFuture.completedFuture(ProbeProvider.reply(text));
    }

    Exchange ask(String question) {
        return ask(question, Map.of());
    }

    Exchange ask(String question, Map<String, Object> headers) {
        Exchange exchange = context.ask("cascadeflow:cascade:support", question, headers);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    static Decision decision(Exchange exchange) {
        return Traces.of(exchange).get(0);
    }

    long asked(String model) {
        return context.probe.calls().stream()
                .filter(call -> call.model().equals(model))
                .count();
    }

    List<String> rolesOnLedger() {
        return context.lines().stream()
                .map(line -> String.valueOf(line.call().facts().get("role")))
                .distinct()
                .sorted()
                .toList();
    }

    /** What is recorded, after an orderly stop. */
    List<RecordedItem> recorded() {
        close();
        return Recording.read(file).items();
    }

    @Override
    public void close() {
        context.close();
    }
}
