package io.cascadeflow.examples.replay.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.Suggestion;
import io.cascadeflow.camel.config.TierConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A configuration file whose rules are tried: nothing of it reaches the outside. Budgets begin empty and are in memory; the
 * recorder, the audit trail, the gateway and comparisons of drafts afterwards are left out.
 *
 * @param name for messages
 * @param text what is run
 * @param checked what the file says
 */
record ConfigurationFile(String name, String text, Configuration checked) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> OUTSIDE = List.of("ledger", "recorder", "audit", "gateway");
    private static final List<String> AFTERWARDS = List.of("auditShare", "auditJudge", "onDrift");
    private static final Pattern PROVIDER = Pattern.compile("cascadeflow:(?://)?([^:?)]+)");

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
            return new ConfigurationFile(name, inside(YAML.readTree(text)).toString(), checked);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s is no YAML that can be tried".formatted(name), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s: cannot be read".formatted(file), e);
        }
    }

    private static JsonNode inside(JsonNode root) {
        if (root instanceof ObjectNode all) {
            all.remove(OUTSIDE);
            all.putObject("ledger").put("memory", true);
            all.path("cascades").forEach(cascade -> {
                if (cascade instanceof ObjectNode known && known.path("gate") instanceof ObjectNode gate) {
                    gate.remove(AFTERWARDS);
                    if (gate.isEmpty()) {
                        known.remove("gate");
                    }
                }
            });
        }
        return root;
    }

    /** What other components' endpoints would do, no recording tells: they are not asked. */
    private static void requireOurs(String name, Configuration checked) {
        checked.cascades().values().forEach(cascade -> {
            for (TierConfiguration tier : cascade.tiers()) {
                for (String uri : tier.endpoints().uris()) {
                    if (!uri.startsWith("cascadeflow:")) {
                        throw new IllegalArgumentException(
                                "%s: cascade '%s': tier '%s' asks %s, and only models of cascadeflow: endpoints can be tried"
                                        .formatted(name, cascade.name(), tier.name(), uri.replaceFirst("[?].*", "")));
                    }
                }
            }
        });
    }

    /** The providers that anything in it may ask, also within the options of its endpoints. */
    Set<String> providers() {
        Set<String> providers = new TreeSet<>();
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
