package io.cascadeflow.camel.retrieval;

import io.cascadeflow.retrieval.Retriever;
import io.cascadeflow.retrieval.lucene.LuceneIndex;
import java.nio.file.Path;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.jspecify.annotations.Nullable;

/** All that needs Lucene here. Loaded only when an endpoint names a folder. */
final class LuceneFolder {

    private LuceneFolder() {}

    static Retriever open(Path documents, @Nullable Path index) {
        return LuceneIndex.of(documents, index, new StandardAnalyzer());
    }
}
