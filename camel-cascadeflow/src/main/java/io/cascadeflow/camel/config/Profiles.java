package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compliance profiles: constraints that ship under a name, written as under {@code then} of a rule. */
final class Profiles {

    private static final String SHIPPED = "/META-INF/io/cascadeflow/profiles.yaml";
    private static final Map<String, Tree> BY_NAME = shipped();

    private final Map<String, Tree> named = new LinkedHashMap<>();

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** What a profile demands; empty when there is none of that name. It is remembered that somebody asked. */
    Optional<Tree> of(String name) {
        Optional<Tree> profile = Optional.ofNullable(BY_NAME.get(name));
        profile.ifPresent(tree -> named.put(name, tree));
        return profile;
    }

    /** Those that were asked for: what they say belongs to what a policy says. */
    List<Tree> named() {
        return List.copyOf(named.values());
    }

    private static Map<String, Tree> shipped() {
        Problems problems = new Problems();
        Optional<Tree> tree = YamlTree.parse("profiles.yaml", text(), problems);
        problems.throwIfAny();
        Map<String, Tree> all = new LinkedHashMap<>();
        for (Entry entry : ((Branch) tree.orElseThrow()).entries()) {
            all.put(entry.key(), entry.value());
        }
        return all;
    }

    private static String text() {
        try (@Nullable InputStream in = Profiles.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("%s is not in the jar".formatted(SHIPPED));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
