package io.cascadeflow.camel.config;

import io.cascadeflow.cache.CachePlan;
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

    private static final List<String> KEYS = List.of("maxAge", "maxSize", "store");
    private static final Pattern NOTHING = Pattern.compile("\\s*0{1,9}(h|m|s|ms)\\s*");

    /** Empty also when answers are kept for no time at all. */
    Optional<CachePlan> plan(Tree tree) {
        Section section = Section.of(tree, KEYS, problems);
        Optional<Tree> age = section.need("maxAge");
        Optional<Tree> size = section.get("maxSize");
        Optional<String> store = section.get("store").flatMap(this::bean);
        section.get("store")
                .ifPresent(named -> size.ifPresent(tooMuch -> problems.add(
                        tooMuch.place(), "maxSize is that of the memory, and a store keeps the answers; remove one")));
        long bytes = size.flatMap(values::bytes).orElse(CachePlan.USUAL_BYTES);
        boolean off = age.flatMap(values::resolved)
                .filter(text -> NOTHING.matcher(text).matches())
                .isPresent();
        Optional<Duration> maxAge = off ? Optional.empty() : age.flatMap(values::duration);
        return maxAge.map(length -> new CachePlan(length, bytes, store.orElse(null)));
    }

    private Optional<String> bean(Tree tree) {
        return values.text(tree)
                .map(String::strip)
                .filter(text -> values.holds(
                        tree,
                        text.matches("#\\S+"),
                        "%s is no bean; write #name, as the registry names what keeps the answers"))
                .map(text -> text.substring(1));
    }
}
