package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.ClassifyConfiguration.Classifying;
import io.cascadeflow.camel.config.Tree.Items;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code classify}.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record ClassifyReader(Problems problems, Values values) {

    private static final List<String> KEYS = List.of("domain", "language");
    private static final List<String> DOMAIN = List.of("examples", "rejectBelow", "embeddingModel", "classifier");
    private static final List<String> LANGUAGE = List.of("examples", "rejectBelow", "classifier");
    private static final List<String> LEARNED = List.of("examples", "embeddingModel");

    ClassifyConfiguration classify(Tree tree) {
        Section section = Section.of(tree, KEYS, problems);
        return new ClassifyConfiguration(
                section.get("domain").map(domain -> classifying(domain, DOMAIN)).orElse(null),
                section.get("language")
                        .map(language -> classifying(language, LANGUAGE))
                        .orElse(Classifying.DEFAULT));
    }

    private Classifying classifying(Tree tree, List<String> keys) {
        PolicyReader.someEntries(tree, problems);
        Section section = Section.of(tree, keys, problems);
        Optional<String> bean = section.get("classifier").flatMap(values::text);
        if (section.get("classifier").isPresent()) {
            section.written(LEARNED)
                    .forEach(entry -> problems.add(
                            entry.place(),
                            "a classifier of your own learns nothing from us; remove '%s', or 'classifier'",
                            entry.key()));
        }
        return new Classifying(
                section.get("examples").map(this::locations).orElse(List.of(ClassifyConfiguration.SHIPPED)),
                section.get("rejectBelow").flatMap(values::confidence).orElse(Classifying.REJECT_BELOW),
                section.get("embeddingModel").flatMap(values::text).orElse(null),
                bean.orElse(null));
    }

    private List<String> locations(Tree tree) {
        Set<String> locations = new LinkedHashSet<>();
        List<Tree> items = tree instanceof Items list ? list.items() : List.of(tree);
        for (Tree item : items) {
            values.text(item)
                    .filter(location -> fresh(item, location, locations))
                    .ifPresent(locations::add);
        }
        if (items.isEmpty()) {
            problems.add(tree.place(), "this list is empty; name one at least, or remove it");
        }
        return new ArrayList<>(locations);
    }

    private boolean fresh(Tree item, String location, Set<String> locations) {
        return values.holds(item, !locations.contains(location), "%s is there twice; keep one");
    }
}
