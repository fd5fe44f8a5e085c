package io.cascadeflow.retrieval;

import org.jspecify.annotations.Nullable;

/**
 * What passages are wanted for.
 *
 * @param text the question
 * @param top how many passages at most, 1 or more
 * @param filter what they have to belong to, such as a tenant: a source gives none of anybody else. Absent where all may be given
 */
public record RetrievalQuery(String text, int top, @Nullable String filter) {

    public RetrievalQuery {
        if (top < 1) {
            throw new IllegalArgumentException("top is %d; give 1 or more".formatted(top));
        }
    }
}
