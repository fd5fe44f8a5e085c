package io.cascadeflow.provider.scripted;

import io.cascadeflow.provider.Source;
import io.cascadeflow.provider.offline.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.UnicodeReader;

/**
 * What a scripted model answers: a list of entries in YAML or JSON; the first that matches a question answers it.
 *
 * <pre>{@code
 * - when: refund              # the question contains this; /refund|return/ is a regular expression; without it: always
 *   model: small              # only for this model
 *   text: I am not sure.
 *   delay: 300ms              # ms, s or m
 *   finish: stop
 *   usage: {input: 12, output: 5}
 *   logprobs: [-0.9, -1.2, -0.1]
 * - after: look_up            # what tool look_up said is the last that was said
 *   text: It has been sent.
 * - when: parcel
 *   tools: [{name: look_up, arguments: {parcel: P-7}}]
 * - when: weather
 *   fail: 429                 # an HTTP status, or a kind of failure such as timeout
 *   times: 2                  # then it is used up
 * - text: The default.
 * }</pre>
 *
 * @param name for messages: where it was read from
 * @param entries in order; at least one
 */
record Script(String name, List<Entry> entries) {

    Script {
        entries = List.copyOf(entries);
    }

    /** @throws SourceException when it cannot be read or is not a script */
    static Script read(Source source) {
        List<Entry> entries = new ArrayList<>();
        EntryReader reader = new EntryReader(source.name());
        for (Node node : list(source)) {
            entries.add(reader.read(node));
        }
        return new Script(source.name(), entries);
    }

    private static List<Node> list(Source source) {
        Node root = compose(source);
        if (root == null) {
            throw new SourceException(source.name(), 0, "is empty; a script is a list of entries", null);
        }
        if (!(root instanceof SequenceNode list) || list.getValue().isEmpty()) {
            throw new SourceException(
                    source.name(), Scalars.line(root), "is not a list of entries; begin each with '- '", null);
        }
        return list.getValue();
    }

    private static @Nullable Node compose(Source source) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (InputStream in = source.open()) {
            return new Yaml(strict).compose(new UnicodeReader(in));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new SourceException(source.name(), line, "is not YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new SourceException(source.name(), 0, "is not text in " + StandardCharsets.UTF_8, e);
        } catch (IOException e) {
            throw new SourceException(source.name(), 0, "cannot be read", e);
        }
    }
}
