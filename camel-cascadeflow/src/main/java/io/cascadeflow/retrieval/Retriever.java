package io.cascadeflow.retrieval;

import java.util.List;

/**
 * Finds passages. Bind one under a name and {@code cascadeflow:retrieve:name} asks it. It may block: it runs on a thread of its own,
 * which is interrupted when nobody waits for it any more. Safe to share between threads.
 */
@FunctionalInterface
public interface Retriever {

    /**
     * The best first; empty when there is none.
     *
     * @throws Exception when it cannot look
     */
    List<Passage> retrieve(RetrievalQuery query) throws Exception;
}
