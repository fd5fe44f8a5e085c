package io.cascadeflow.examples.replay.policy;

import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.Suggestion;
import io.cascadeflow.camel.config.TierConfiguration;
import io.cascadeflow.provider.ChatProviderFactory;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A configuration file whose rules are tried: nothing of it reaches the outside. Budgets begin empty and are in memory; the
 * recorder, the audit trail, the gateway and comparisons of drafts afterwards are left out.
 *
 * @param name for messages
 * @param text what is run
 * @param checked what the file says
 */
record ConfigurationFile(String name, String text, Configuration checked) {

    private static final List<String> OUTSIDE = List.of("ledger", "recorder", "audit", "gateway");
    private static final List<String> AFTERWARDS = List.of("auditShare", "auditJudge", "onDrift");
    private static final String OURS = "cascadeflow:";
    private static final Pattern PROVIDER = Pattern.compile("cascadeflow:(?://)?([^:?)\"'\\s]+)");
    private static final Pattern JUDGE = Pattern.compile("[?&]judge=(?:RAW[({])?([^&)}]*)");

    /**
     * @throws IllegalArgumentException when it cannot be read
     * @throws io.cascadeflow.camel.ConfigurationException when it is wrong, with the lines
     */
    static ConfigurationFile read(Path file) {
        String name = String.valueOf(file.getFileName());
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            String text = Files.readString(file);
            Configuration checked = Configuration.parse(name, text, camel::resolvePropertyPlaceholders);
            if (checked.cascades().isEmpty()) {
                throw new IllegalArgumentException(
                        "%s has no cascade; rules are tried on the whole configuration, with models and cascades"
                                .formatted(name));
            }
            requireOurs(name, checked);
            return new ConfigurationFile(name, inside(text), checked);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s: cannot be read".formatted(file), e);
        }
    }

    /** Removed from the tree, so that everything else stays as it was written. */
    private static String inside(String text) {
        Yaml yaml = new Yaml();
        StringWriter left = new StringWriter();
        if (yaml.compose(new StringReader(text)) instanceof MappingNode root) {
            remove(root, OUTSIDE);
            child(root, "cascades")
                    .ifPresent(cascades -> cascades.getValue().forEach(cascade -> {
                        if (cascade.getValueNode() instanceof MappingNode known) {
                            withoutAfterwards(known);
                        }
                    }));
            // what follows is a key beside those
            root.setFlowStyle(FlowStyle.BLOCK);
            yaml.serialize(root, left);
        }
        return left + "\nledger: {memory: true}\n";
    }

    private static void withoutAfterwards(MappingNode cascade) {
        child(cascade, "gate").ifPresent(gate -> {
            remove(gate, AFTERWARDS);
            if (gate.getValue().isEmpty()) {
                remove(cascade, List.of("gate"));
            }
        });
    }

    private static Optional<MappingNode> child(MappingNode parent, String key) {
        return parent.getValue().stream()
                .filter(entry -> isOneOf(entry, List.of(key)) && entry.getValueNode() instanceof MappingNode)
                .map(entry -> (MappingNode) entry.getValueNode())
                .findFirst();
    }

    private static void remove(MappingNode from, List<String> keys) {
        from.setValue(
                from.getValue().stream().filter(entry -> !isOneOf(entry, keys)).toList());
    }

    private static boolean isOneOf(NodeTuple entry, List<String> keys) {
        return entry.getKeyNode() instanceof ScalarNode key && keys.contains(key.getValue());
    }

    /** What other components' endpoints would do, no recording tells: they are not asked. */
    private static void requireOurs(String name, Configuration checked) {
        checked.cascades().values().forEach(cascade -> {
            for (TierConfiguration tier : cascade.tiers()) {
                for (String uri : tier.endpoints().uris()) {
                    requireOurs("%s: cascade '%s': tier '%s'".formatted(name, cascade.name(), tier.name()), uri);
                }
            }
        });
    }

    private static void requireOurs(String place, String uri) {
        if (!uri.startsWith(OURS)) {
            throw new IllegalArgumentException("%s asks %s, and only models of cascadeflow: endpoints can be tried"
                    .formatted(place, uri.replaceFirst("[?].*", "")));
        }
        Matcher judge = JUDGE.matcher(URLDecoder.decode(uri, StandardCharsets.UTF_8));
        while (judge.find()) {
            requireOurs(place + " by its judge", judge.group(1));
        }
    }

    /** All providers that there are, and those that are named: whatever is asked, in whatever spelling, a recording answers. */
    Set<String> providers() {
        Set<String> providers = new TreeSet<>();
        ServiceLoader.load(ChatProviderFactory.class).forEach(factory -> providers.addAll(factory.providers()));
        Matcher endpoints = PROVIDER.matcher(text);
        while (endpoints.find()) {
            providers.add(endpoints.group(1));
        }
        providers.remove("cascade");
        return providers;
    }

    /** @throws IllegalArgumentException when there is no such cascade */
    String cascade(String wanted) {
        Set<String> known = checked.cascades().keySet();
        if (!known.contains(wanted)) {
            throw new IllegalArgumentException("%s has no cascade '%s'%s; it has %s"
                    .formatted(
                            name,
                            wanted,
                            Suggestion.nearest(wanted, known)
                                    .map(", did you mean '%s'?"::formatted)
                                    .orElse(""),
                            known));
        }
        return wanted;
    }
}
