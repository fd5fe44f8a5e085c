package io.cascadeflow.provider.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.offline.ReplyJson;
import io.cascadeflow.provider.offline.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Reads the entries of a script, and refuses what it does not know. */
final class EntryReader {

    private static final Set<String> OF_AN_ANSWER = Set.of("text", "tools", "finish", "usage", "logprobs");
    private static final Set<String> KEYS =
            union(Set.of("when", "after", "model", "delay", "times", "fail"), OF_AN_ANSWER);
    private static final Pattern DELAY = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Map<Integer, Kind> BY_STATUS = Map.of(
            401, Kind.AUTH,
            402, Kind.QUOTA_EXHAUSTED,
            403, Kind.PERMISSION,
            404, Kind.NOT_FOUND,
            408, Kind.TIMEOUT,
            413, Kind.TOO_LARGE,
            429, Kind.RATE_LIMITED,
            503, Kind.OVERLOADED,
            504, Kind.TIMEOUT,
            529, Kind.OVERLOADED);

    private final String script;

    EntryReader(String script) {
        this.script = script;
    }

    Entry read(Node node) {
        Map<String, Node> fields = fields(node);
        return new Entry(
                either(fields, "when", EntryReader::when, question -> true),
                orNull(fields, "after", Scalars::text),
                orNull(fields, "model", Scalars::text),
                either(fields, "delay", EntryReader::delay, Duration.ZERO),
                orNull(fields, "times", EntryReader::times),
                act(node, fields));
    }

    private Map<String, Node> fields(Node node) {
        if (!(node instanceof MappingNode map)) {
            throw at(node, "is not an entry; write when: and text:", null);
        }
        Map<String, Node> fields = new TreeMap<>();
        for (NodeTuple field : map.getValue()) {
            String key = value(field.getKeyNode(), "a key", Scalars::text);
            if (!KEYS.contains(key)) {
                throw at(field.getKeyNode(), "unknown key '%s'; an entry has %s".formatted(key, KEYS), null);
            }
            if (fields.put(key, field.getValueNode()) != null) {
                throw at(field.getKeyNode(), "'%s' is there twice".formatted(key), null);
            }
        }
        return fields;
    }

    private Act act(Node entry, Map<String, Node> fields) {
        Node failure = fields.get("fail");
        if ((failure != null) == (fields.containsKey("text") || fields.containsKey("tools"))) {
            throw at(
                    entry,
                    failure != null
                            ? "both answers and fails; keep text or fail"
                            : "has neither text nor fail, and no tools",
                    null);
        }
        if (failure == null) {
            List<Act.Wish> tools = either(fields, "tools", EntryReader::tools, List.of());
            return new Act.Say(
                    either(fields, "text", Scalars::text, ""),
                    tools,
                    either(
                            fields,
                            "finish",
                            EntryReader::finish,
                            tools.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS),
                    orNull(fields, "usage", node -> ReplyJson.usage(Scalars.json(node))),
                    either(fields, "logprobs", node -> ReplyJson.logprobs(Scalars.json(node)), Logprobs.ABSENT));
        }
        OF_AN_ANSWER.stream().filter(fields::containsKey).findFirst().ifPresent(key -> {
            throw at(entry, "fails, so it can have no '%s'".formatted(key), null);
        });
        return value(failure, "fail", EntryReader::failure);
    }

    private static Predicate<String> when(Node node) {
        String text = Scalars.text(node);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty; leave it out to match every question");
        }
        if (text.length() < 2 || !text.startsWith("/") || !text.endsWith("/")) {
            return question -> question.contains(text);
        }
        try {
            Pattern pattern = Pattern.compile(text.substring(1, text.length() - 1));
            return question -> pattern.matcher(question).find();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is not a regular expression: " + e.getDescription(), e);
        }
    }

    /** Arguments may be a text, so that a script can say what is no JSON. */
    private static List<Act.Wish> tools(Node node) {
        JsonNode list = Scalars.json(node);
        List<Act.Wish> tools = new ArrayList<>();
        for (JsonNode one : list) {
            JsonNode arguments = one.path("arguments");
            if (!list.isArray() || !one.path("name").isTextual()) {
                throw new IllegalArgumentException(
                        "is no list of tools to call; write [{name: refund, arguments: {orderId: A-7}}]");
            }
            String written = arguments.isMissingNode() ? "{}" : arguments.toString();
            tools.add(new Act.Wish(one.path("name").asText(), arguments.isTextual() ? arguments.asText() : written));
        }
        return tools;
    }

    private static Duration delay(Node node) {
        Matcher delay = DELAY.matcher(Scalars.text(node));
        if (!delay.matches()) {
            throw new IllegalArgumentException("is not a delay; write 300ms, 2s or 1m");
        }
        long amount = Long.parseLong(delay.group(1));
        return switch (delay.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static int times(Node node) {
        String text = Scalars.text(node);
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("is not a number of times, 1 or more");
        }
        return Integer.parseInt(text);
    }

    private static FinishReason finish(Node node) {
        FinishReason finish = ReplyJson.finish(Scalars.json(node));
        if (finish == FinishReason.UNKNOWN && !Scalars.text(node).equalsIgnoreCase("unknown")) {
            throw new IllegalArgumentException(
                    "is no reason; write stop, length, tool_calls, content_filter, refusal, ...");
        }
        return finish;
    }

    private static Act.Fail failure(Node node) {
        String text = Scalars.text(node);
        if (text.matches("[45]\\d\\d")) {
            int status = Integer.parseInt(text);
            return new Act.Fail(BY_STATUS.getOrDefault(status, status < 500 ? Kind.BAD_REQUEST : Kind.SERVER), status);
        }
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(text)) {
                return new Act.Fail(kind, 0);
            }
        }
        throw new IllegalArgumentException("is neither an HTTP status from 400 nor one of %s"
                .formatted(Arrays.toString(Kind.values()).toLowerCase(Locale.ROOT)));
    }

    private <T> @Nullable T orNull(Map<String, Node> fields, String key, Function<Node, @Nullable T> read) {
        Node node = fields.get(key);
        return node == null ? null : value(node, key, read);
    }

    private <T> T either(Map<String, Node> fields, String key, Function<Node, T> read, T otherwise) {
        T value = orNull(fields, key, read);
        return value != null ? value : otherwise;
    }

    private <T extends @Nullable Object> T value(Node node, String key, Function<Node, T> read) {
        try {
            return read.apply(node);
        } catch (IllegalArgumentException e) {
            throw at(node, "'%s' %s".formatted(key, e.getMessage()), e);
        }
    }

    private SourceException at(Node node, String problem, @Nullable Throwable cause) {
        return new SourceException(script, Scalars.line(node), problem, cause);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
