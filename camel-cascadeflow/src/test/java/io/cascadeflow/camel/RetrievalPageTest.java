package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static io.cascadeflow.camel.retrieval.Retrieve.retrieve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.cascadeflow.camel.CascadeFlowConfiguration.Citing;
import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.Retriever;
import io.cascadeflow.retrieval.lucene.LuceneIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/retrieval.md shows is here, and runs. */
@Timeout(60)
class RetrievalPageTest extends RetrieveFixture {

    /** A bean of the page. */
    public static final class Search {
        public List<Passage> passagesFor(String question) {
            return List.of(Passage.of("guide/size.md#length", "The bridge is 2737 metres long."));
        }
    }

    @BeforeEach
    void begin() throws Exception {
        start();
        context().camel.getRegistry().bind("search", new Search());
        context().camel.getRegistry().bind("openai", context().probe);
        context().component().getDefaults().setGate("#sure");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                // spotless:off
                from("direct:search").setBody(method("search", "passagesFor"));
                // spotless:on
            }
        });
    }

    private void models(String small) {
        models(small, "?");
        context()
                .probe
                .answers(call -> java.util.concurrent.CompletableFuture.completedFuture(ProbeProvider.reply(
                        List.of("m", "gpt-4o-mini").contains(call.model()) ? small : "It is 2737 metres [1].")));
    }

    @Test
    void everyBlockOfJavaIsHere() throws Exception {
        String here =
                Pages.squeezed(Files.readString(Path.of("src/test/java/io/cascadeflow/camel/RetrievalPageTest.java")));
        assertThat(Pages.blocks("retrieval.md", "java"))
                .hasSizeGreaterThan(4)
                .allSatisfy(block -> assertThat(here).contains(Pages.squeezed(block)));
    }

    @Test
    void theCascadeCites() throws Exception {
        models("It is long.");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                // spotless:off
                cascade(from("direct:ask").to(retrieve("docs").from("direct:search").top(5).citations(Citing.required)))
                    .tier("small").acceptAbove(0.75).to("cascadeflow:openai:gpt-4o-mini")
                    .tier("large").to("cascadeflow:openai:gpt-4o")
                .end()
                .log("${header.CamelCascadeFlowCitations}");                       // [guide/size.md#length]
                // spotless:on
            }
        });

        Exchange answered = ask();

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getHeader(CascadeFlowConstants.TIERS)).isEqualTo("small>large");
        assertThat(cited(answered)).hasToString("[guide/size.md#length]");
    }

    @Test
    void theRoutesInYamlAndXmlDoTheSame() throws Exception {
        for (String language : List.of("yaml", "xml")) {
            begin();
            models("It is 2737 metres long [1].");
            load("page." + language, Pages.blocks("retrieval.md", language).get(0));

            Exchange answered = ask();

            assertThat(answered.getException()).as(language).isNull();
            assertThat(cited(answered)).as(language).containsExactly("guide/size.md#length");
            assertThat(sent()).contains("[1] guide/size.md#length");
        }
    }

    @Test
    void groundednessDecidesWhereATierAsksForIt() throws Exception {
        // a bean as the gate has no signals of ours
        context().component().getDefaults().setGate(new CascadeFlowConfiguration().getGate());
        load("grounded.yaml", Pages.blocks("retrieval.md", "yaml").get(1));
        for (Map.Entry<String, String> each : Map.of(
                        "The bridge is 2737 metres long.",
                        "small",
                        "Bananas ripen wherever sunshine reigns.",
                        "small>large")
                .entrySet()) {
            models(each.getKey());
            Exchange answered = context().ask("direct:grounded", QUESTION);
            assertThat(answered.getException()).isNull();
            assertThat(answered.getMessage().getHeader(CascadeFlowConstants.TIERS))
                    .as(each.getKey())
                    .isEqualTo(each.getValue());
        }
    }

    @Test
    void beansAreSources() throws Exception {
        // spotless:off
        Retriever prices = query -> List.of(Passage.of("sku-17", "The widget costs 5."));
        ContentRetriever notes = query -> List.of(Content.from("The widget is blue."));
        // spotless:on
        context().camel.getRegistry().bind("prices", prices);
        context().camel.getRegistry().bind("notes", notes);

        assertThat(retrieval(context().ask("cascadeflow:retrieve:prices", QUESTION)))
                .containsEntry("passages", 1);
        assertThat(retrieval(context().ask("cascadeflow:retrieve:x?from=RAW(#notes)", QUESTION)))
                .containsEntry("passages", 1);
    }

    @Test
    void anIndexIsABeanAsWell() throws Exception {
        // an absolute path where the page has one of the reader's
        Path pages = OptionsPageTest.root().resolve("docs");
        try (LuceneIndex own = LuceneIndex.of(pages, null, new StandardAnalyzer())) {
            context().camel.getRegistry().bind("docs", own);
            assertThat(retrieval(context().ask("cascadeflow:retrieve:docs", "What is WRONG_CITATIONS?")))
                    .containsEntry("state", "found");
        }
    }

    /** Compiled, as the page has it; the paths are the reader's. */
    static RouteBuilder ofTheReader() {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                // spotless:off
                LuceneIndex docs = LuceneIndex.of(Path.of("docs"), null, new StandardAnalyzer());    // or EnglishAnalyzer, of lucene-analysis-common
                getContext().getRegistry().bind("docs", docs);
                from("direct:tenants")
                .to("cascadeflow:retrieve:docs?folder=/srv/docs&filter=${header.CamelCascadeFlowTenant}")
                // spotless:on
                        .end();
            }
        };
    }

    @Test
    void aTenantsFolder() throws Exception {
        Path folder = Files.createTempDirectory("srv");
        Files.createDirectories(folder.resolve("acme"));
        Files.writeString(folder.resolve("acme/a.md"), "The bridge is long.");
        Files.writeString(folder.resolve("b.md"), "The bridge is short.");
        String uri = Pages.blocks("retrieval.md", "java").stream()
                .filter(block -> block.contains("filter="))
                .findFirst()
                .orElseThrow()
                .replaceAll("(?s).*\"(.*)\".*", "$1")
                .replace("/srv/docs", folder.toString());
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to(uri);
            }
        });

        assertThat(ask(Map.of(CascadeFlowConstants.TENANT, "acme"))
                        .getMessage()
                        .getHeader(CascadeFlowConstants.PASSAGES, List.class))
                .singleElement()
                .satisfies(passage -> assertThat(((Passage) passage).id()).isEqualTo("acme/a.md"));
    }
}
