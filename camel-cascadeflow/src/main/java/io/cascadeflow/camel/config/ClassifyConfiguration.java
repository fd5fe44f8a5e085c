package io.cascadeflow.camel.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How questions are classified, for the rules of the policy.
 *
 * @param domain by what they are about; absent when only a header says it
 * @param language by their language
 */
public record ClassifyConfiguration(@Nullable Classifying domain, Classifying language) {

    /** The word for the examples that ship with the component. */
    public static final String SHIPPED = "shipped";

    /** Only languages, as shipped. */
    public static final ClassifyConfiguration DEFAULT = new ClassifyConfiguration(null, Classifying.DEFAULT);

    /**
     * One classifier.
     *
     * @param examples where the labelled texts are that it learns from: locations, or {@link #SHIPPED}
     * @param rejectBelow the least score of a label that is said, 0 to 1
     * @param embeddingModel the bean by whose vectors it goes instead of by words; absent for words
     * @param classifier the bean that is asked instead of what was learned; absent for what was learned
     */
    public record Classifying(
            List<String> examples,
            double rejectBelow,
            @Nullable String embeddingModel,
            @Nullable String classifier) {

        /** More likely right than wrong. */
        public static final double REJECT_BELOW = 0.5;

        public static final Classifying DEFAULT = new Classifying(List.of(SHIPPED), REJECT_BELOW, null, null);

        public Classifying {
            examples = List.copyOf(examples);
        }
    }
}
