package io.cascadeflow.examples.rag;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.lucene.LuceneIndex;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.lucene.analysis.en.EnglishAnalyzer;

/** Answers questions about this project from its own pages. Needs no key and no network. */
public final class Rag {

    static final List<String> QUESTIONS = List.of(
            "What happens when a budget is spent?",
            "Which databases hold the ledger of several nodes?",
            "Are personal data sent to models?",
            "How hot should the coffee of the operator be?",
            "Xylophone?");

    private Rag() {}

    public static void main(String[] args) throws Exception {
        run(args.length == 0 ? QUESTIONS : List.of(args), System.out);
    }

    static void run(List<String> questions, PrintStream out) throws Exception {
        try (LuceneIndex docs = docs();
                CamelContext camel = new DefaultCamelContext()) {
            out.printf("%d passages%n", docs.size());
            camel.getRegistry().bind("docs", docs);
            camel.getRegistry().bind("reader", new Reader());
            camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:rag.yaml");
            camel.addRoutes(new DocsRoute());
            camel.start();
            for (String question : questions) {
                print(
                        question,
                        camel.createFluentProducerTemplate()
                                .to("direct:ask")
                                .withBody(question)
                                .send(),
                        out);
            }
        }
    }

    /** Of the pages in the jar, or in the folder of classes. */
    private static LuceneIndex docs() throws IOException, URISyntaxException {
        URI page = Objects.requireNonNull(Rag.class.getResource("/docs/concepts.md"))
                .toURI();
        if (!page.getScheme().equals("jar")) {
            return index(Objects.requireNonNull(Path.of(page).getParent()));
        }
        try (FileSystem jar = FileSystems.newFileSystem(page, Map.of())) {
            return index(jar.getPath("/docs"));
        }
    }

    private static LuceneIndex index(Path folder) {
        return LuceneIndex.of(folder, null, new EnglishAnalyzer());
    }

    private static void print(String question, Exchange answered, PrintStream out) {
        Message message = answered.getMessage();
        out.printf("%n%s%n", question);
        List<?> found = message.getHeader(CascadeFlowConstants.PASSAGES, List.of(), List.class);
        out.printf(
                "  found   %s%n",
                found.stream()
                        .map(each -> String.valueOf(((Passage) each).id()))
                        .collect(Collectors.joining(", ")));
        for (Decision decision : Traces.of(answered)) {
            for (Attempt attempt : decision.attempts()) {
                out.printf(
                        "  %-7s %s%n", attempt.tier().name(), attempt.reason().text());
            }
        }
        Exception failure = answered.getException();
        out.printf("  answer  %s%n", failure == null ? message.getBody(String.class) : failure.getMessage());
        Object cited = message.getHeader(CascadeFlowConstants.CITATIONS);
        if (cited != null) {
            out.printf("  cites   %s%n", cited);
        }
    }
}
