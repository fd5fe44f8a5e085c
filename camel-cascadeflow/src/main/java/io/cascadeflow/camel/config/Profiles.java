package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compliance profiles: constraints that ship under a name, written as under {@code then} of a rule. */
final class Profiles {

    private static final String SHIPPED = "/META-INF/io/cascadeflow/profiles.properties";
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
        Tree tree = PropertyTree.parse(written(), problems);
        problems.throwIfAny();
        Map<String, Tree> all = new LinkedHashMap<>();
        for (Entry entry : ((Branch) tree).entries()) {
            all.put(entry.key(), entry.value());
        }
        return all;
    }

    /** Properties, for those who have no library for YAML. */
    private static Map<String, String> written() {
        try (@Nullable InputStream in = Profiles.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("%s is not in the jar".formatted(SHIPPED));
            }
            Properties properties = new Properties();
            properties.load(in);
            Map<String, String> written = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> written.put(name, properties.getProperty(name)));
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
