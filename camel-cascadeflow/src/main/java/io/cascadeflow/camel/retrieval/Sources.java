package io.cascadeflow.camel.retrieval;

import io.cascadeflow.camel.CascadeFlowConfiguration;
import io.cascadeflow.camel.CascadeFlowEndpoint;
import io.cascadeflow.provider.BlockingCalls;
import io.cascadeflow.provider.Pause;
import io.cascadeflow.retrieval.Retriever;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sources that endpoints name.
 *
 * @param threads for those that block
 */
public record Sources(CamelContext camelContext, BlockingCalls threads, Pause pause) {

    /** @throws IllegalArgumentException when there is no such source, naming the way out */
    public Source of(CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        if (options.getFolder() != null) {
            return folder(options.getFolder(), options.getIndex());
        }
        String from = options.getFrom();
        if (from == null) {
            return bean(String.valueOf(endpoint.getModel()), "cascadeflow:retrieve:" + endpoint.getModel());
        }
        return from.startsWith("#") ? bean(from.substring(1), "option from") : endpoint(from);
    }

    private Source endpoint(String uri) {
        try {
            return new EndpointSource(camelContext.getEndpoint(uri), threads, pause);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "option from names no endpoint that can be asked; give one such as RAW(direct:search?timeout=2s), or #bean",
                    e);
        }
    }

    private Source bean(String name, String where) {
        Object bean = camelContext.getRegistry().lookupByName(name);
        if (bean == null) {
            throw new IllegalArgumentException(
                    "%s: there is no bean '%s' in the registry; bind a Retriever or a ContentRetriever of LangChain4j under that name, or give the option from or folder"
                            .formatted(where, name));
        }
        Retriever retriever = bean instanceof Retriever ours ? ours : ofLangChain(bean);
        if (retriever == null) {
            throw new IllegalArgumentException("%s: '%s' is a %s; bind a Retriever or a ContentRetriever of LangChain4j"
                    .formatted(where, name, bean.getClass().getName()));
        }
        return BeanSource.of(retriever, threads);
    }

    private static @Nullable Retriever ofLangChain(Object bean) {
        try {
            return LangChainRetriever.of(bean);
        } catch (NoClassDefFoundError missing) {
            // then the bean is none of that library's
            return null;
        }
    }

    private Source folder(String folder, @Nullable String index) {
        Path documents = Path.of(folder.replaceFirst("^file:", ""));
        if (!Files.isDirectory(documents)) {
            throw new IllegalArgumentException(
                    "option folder: %s is no folder; name one with Markdown or plain text in it".formatted(documents));
        }
        Path written = index == null ? null : Path.of(index.replaceFirst("^file:", ""));
        try {
            Class.forName("org.apache.lucene.index.IndexWriter", false, Sources.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    "option folder needs org.apache.lucene:lucene-core on the class path; add it", missing);
        }
        return new BeanSource(() -> LuceneFolder.open(documents, written), threads);
    }
}
