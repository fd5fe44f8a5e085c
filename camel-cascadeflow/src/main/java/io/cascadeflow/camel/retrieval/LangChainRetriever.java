package io.cascadeflow.camel.retrieval;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.Query;
import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.RetrievalQuery;
import io.cascadeflow.retrieval.Retriever;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A retriever of LangChain4j. A filter is in the query's invocation parameters under {@code filter}, for its dynamic filter. A
 * passage's id is what its metadata has as {@code id}, else the embedding's. Loaded only where there is such a bean.
 */
record LangChainRetriever(ContentRetriever bean) implements Retriever {

    /** Absent when the bean is something else. */
    static @Nullable Retriever of(Object bean) {
        return bean instanceof ContentRetriever retriever ? new LangChainRetriever(retriever) : null;
    }

    @Override
    public List<Passage> retrieve(RetrievalQuery query) {
        InvocationParameters parameters = new InvocationParameters();
        parameters.put("top", query.top());
        if (query.filter() != null) {
            parameters.put("filter", query.filter());
        }
        Metadata metadata = Metadata.builder()
                .chatMessage(UserMessage.from(query.text()))
                .invocationContext(InvocationContext.builder()
                        .invocationParameters(parameters)
                        .build())
                .build();
        return bean.retrieve(Query.from(query.text(), metadata)).stream()
                .map(LangChainRetriever::passage)
                .toList();
    }

    private static Passage passage(Content content) {
        Object id = content.textSegment().metadata().toMap().get("id");
        Object known = id == null ? content.metadata().get(ContentMetadata.EMBEDDING_ID) : id;
        Object score = content.metadata().get(ContentMetadata.SCORE);
        return new Passage(
                known == null ? null : known.toString(),
                content.textSegment().text(),
                score instanceof Number number && !Double.isNaN(number.doubleValue())
                        ? Double.valueOf(number.doubleValue())
                        : null);
    }
}
