package io.cascadeflow.camel.config;

import io.cascadeflow.cache.CachePlan;
import io.cascadeflow.cache.CachePlan.Similar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code cache} of a cascade.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record CacheReader(Problems problems, Values values) {

    private static final List<String> KEYS = List.of("maxAge", "maxSize", "store", "similar");
    private static final List<String> SIMILAR = List.of("embeddingModel", "atLeast");
    private static final Pattern NOTHING = Pattern.compile("\\s*0{1,9}(h|m|s|ms)\\s*");

    /** Empty also when answers are kept for no time at all. */
    Optional<CachePlan> plan(Tree tree) {
        Section section = Section.of(tree, KEYS, problems);
        Optional<Tree> age = section.need("maxAge");
        Optional<Tree> size = section.get("maxSize");
        Optional<String> store = section.get("store")
                .flatMap(named -> bean(named, "what keeps the answers"))
                .map(text -> text.substring(1));
        section.get("store")
                .ifPresent(named -> size.ifPresent(tooMuch -> problems.add(
                        tooMuch.place(), "maxSize is that of the memory, and a store keeps the answers; remove one")));
        Optional<Similar> similar = section.get("similar").flatMap(this::similar);
        long bytes = size.flatMap(values::bytes).orElse(CachePlan.USUAL_BYTES);
        boolean off = age.flatMap(values::resolved)
                .filter(text -> NOTHING.matcher(text).matches())
                .isPresent();
        Optional<Duration> maxAge = off ? Optional.empty() : age.flatMap(values::duration);
        return maxAge.map(length -> new CachePlan(length, bytes, store.orElse(null), similar.orElse(null)));
    }

    private Optional<Similar> similar(Tree tree) {
        Section section = Section.of(tree, SIMILAR, problems);
        Optional<String> model =
                section.need("embeddingModel").flatMap(named -> bean(named, "an EmbeddingModel of LangChain4j"));
        Optional<Double> atLeast = section.get("atLeast").flatMap(this::similarity);
        return model.map(bean -> new Similar(bean, atLeast.orElse(Similar.USUAL)));
    }

    private Optional<Double> similarity(Tree tree) {
        return values.number(tree)
                .filter(number -> values.holds(
                        tree,
                        number.doubleValue() > 0 && number.compareTo(BigDecimal.ONE) <= 0,
                        "%s is no similarity; it is above 0, up to 1, like 0.95"))
                .map(BigDecimal::doubleValue);
    }

    private Optional<String> bean(Tree tree, String what) {
        return values.text(tree)
                .map(String::strip)
                .filter(text -> values.holds(
                        tree, text.matches("#\\S+"), "%s is no bean; write #name, as the registry names " + what));
    }
}
