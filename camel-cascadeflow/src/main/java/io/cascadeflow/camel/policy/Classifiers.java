package io.cascadeflow.camel.policy;

import io.cascadeflow.camel.config.ClassifyConfiguration;
import io.cascadeflow.camel.config.ClassifyConfiguration.Classifying;
import io.cascadeflow.camel.config.Suggestion;
import io.cascadeflow.camel.draft.Embedder;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.classify.Classifier;
import io.cascadeflow.policy.classify.Example;
import io.cascadeflow.policy.classify.LearnedClassifier;
import io.cascadeflow.policy.classify.VectorClassifier;
import io.cascadeflow.policy.classify.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What questions are classified by, as far as the policy asks for it. Safe to share between threads.
 *
 * @param domain what a question is about; absent when no rule asks, or only a header says it
 * @param language its language; absent when no rule asks
 */
record Classifiers(@Nullable Labelling domain, @Nullable Labelling language) {

    private static final Logger LOG = LoggerFactory.getLogger(Classifiers.class);

    static final Classifiers NONE = new Classifiers(null, null);

    /**
     * A classifier, and how sure it must be.
     *
     * @param rejectBelow the least score of what is said, 0 to 1
     */
    record Labelling(Classifier classifier, double rejectBelow) {

        /** What fits, or that nothing does: never empty. */
        Set<String> of(String question) {
            return classifier.classify(question).said(rejectBelow);
        }
    }

    /** Learned once for all that need nothing else. */
    private static final class Shipped {

        static final Classifier DOMAINS =
                LearnedClassifier.ofSubjects(Questions.shipped().domains());
        static final Classifier LANGUAGES =
                LearnedClassifier.ofLanguages(Questions.shipped().languages());
    }

    /**
     * Learns what the policy asks for. Examples that are configured are looked at in any case.
     *
     * @throws IllegalArgumentException when examples or beans are not what they should be, or a rule has a word that cannot be said
     */
    static Classifiers of(CamelContext context, ClassifyConfiguration configured, Policy policy) {
        Set<String> facts = policy.facts();
        Labelling domain = configured.domain() == null
                ? null
                : new Building(context, "classify.domain", configured.domain(), Questions::domains)
                        .labelling(
                                facts.contains(Fact.DOMAIN.word()),
                                LearnedClassifier::ofSubjects,
                                () -> Shipped.DOMAINS);
        Labelling language = new Building(context, "classify.language", configured.language(), Questions::languages)
                .labelling(
                        facts.contains(Fact.QUESTION_LANGUAGE.word()),
                        LearnedClassifier::ofLanguages,
                        () -> Shipped.LANGUAGES);
        if (domain != null) {
            words(policy, Fact.DOMAIN)
                    .forEach(word -> checkDomain(word, domain.classifier().labels()));
        }
        if (language != null) {
            words(policy, Fact.QUESTION_LANGUAGE)
                    .forEach(word -> checkLanguage(word, language.classifier().labels()));
        }
        return new Classifiers(domain, language);
    }

    /** What rules that are not off ask of a fact. */
    private static Set<String> words(Policy policy, Fact fact) {
        return policy.rules().stream()
                .filter(rule -> rule.mode() != Mode.OFF)
                .flatMap(rule -> rule.when().all())
                .filter(condition ->
                        condition instanceof Condition.Says says && says.fact().equals(fact.word()))
                .flatMap(condition -> ((Condition.Says) condition).words().stream())
                .filter(word -> !word.equals(Classifier.UNKNOWN))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A header may say any word: only one that looks like a mistake is one. */
    private static void checkDomain(String word, Set<String> labels) {
        if (labels.isEmpty() || labels.contains(word)) {
            return;
        }
        Suggestion.nearest(word, labels).ifPresent(near -> {
            throw new IllegalArgumentException(
                    "policies: no example has the domain '%s'; did you mean '%s'? If a header says it, choose a word that is less like it"
                            .formatted(word, near));
        });
        LOG.warn(
                "policies: no example has the domain '{}', so that only a header can say it; known: {}",
                word,
                String.join(", ", labels));
    }

    private static void checkLanguage(String word, Set<String> labels) {
        if (!labels.isEmpty() && !labels.contains(word)) {
            throw new IllegalArgumentException(
                    "policies: no example is in the language '%s', so that the rule would never apply; add examples under classify.language, known are %s"
                            .formatted(word, String.join(", ", labels)));
        }
    }

    /** @param key of the configuration, for messages */
    private record Building(
            CamelContext context, String key, Classifying configured, Function<Questions, List<Example>> part) {

        @Nullable
        Labelling labelling(boolean wanted, Function<List<Example>, Classifier> learned, Supplier<Classifier> shipped) {
            Classifier classifier = classifier(wanted, learned, shipped);
            return classifier == null ? null : new Labelling(classifier, configured.rejectBelow());
        }

        private @Nullable Classifier classifier(
                boolean wanted, Function<List<Example>, Classifier> learned, Supplier<Classifier> shipped) {
            if (configured.classifier() != null) {
                return bean(configured.classifier());
            }
            boolean onlyShipped = configured.examples().equals(List.of(ClassifyConfiguration.SHIPPED));
            if (onlyShipped && configured.embeddingModel() == null) {
                return wanted ? shipped.get() : null;
            }
            List<Example> examples = part.apply(configured.examples().stream()
                    .map(this::questions)
                    .reduce(Questions::and)
                    .orElseThrow());
            Vectors vectors = configured.embeddingModel() == null ? null : vectors(configured.embeddingModel());
            try {
                if (!wanted) {
                    return null;
                }
                return vectors == null ? learned.apply(examples) : VectorClassifier.learn(examples, vectors);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("%s: %s".formatted(key, e.getMessage()), e);
            }
        }

        private Classifier bean(String reference) {
            String name = reference.replaceFirst("^#(bean:)?", "");
            Classifier bean = context.getRegistry().lookupByNameAndType(name, Classifier.class);
            if (bean == null) {
                throw new IllegalArgumentException("%s.classifier: there is no %s '%s' in the registry; bind one"
                        .formatted(key, Classifier.class.getName(), name));
            }
            return bean;
        }

        private Questions questions(String location) {
            if (location.equals(ClassifyConfiguration.SHIPPED)) {
                return Questions.shipped();
            }
            try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, location)) {
                return Questions.read("%s.examples: %s".formatted(key, location), in);
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "%s.examples: %s cannot be read; give a location such as file:conf/questions.jsonl, or shipped"
                                .formatted(key, location),
                        e);
            }
        }

        private Vectors vectors(String reference) {
            String name = reference.replaceFirst("^#(bean:)?", "");
            Object bean = context.getRegistry().lookupByName(name);
            if (bean == null) {
                throw new IllegalArgumentException(
                        "%s.embeddingModel: there is no bean '%s' in the registry; bind an EmbeddingModel of LangChain4j under that name"
                                .formatted(key, name));
            }
            Embedder embedder = Embedder.of(name, bean);
            return texts -> embedder.embed(texts).vectors();
        }
    }
}
