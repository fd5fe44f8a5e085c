package io.cascadeflow.camel.gateway.anthropic;

import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Thinking;
import io.cascadeflow.provider.WireJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code max_tokens}, {@code thinking} and {@code output_config}, and {@code output_format}: the name that its format had
 * before, which clients still write.
 */
final class OutputReader {

    private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");

    private OutputReader() {}

    static Output read(JsonFields body) {
        Integer maxTokens = body.count("max_tokens", 1, Integer.MAX_VALUE);
        JsonFields config = body.object("output_config");
        if (config != null) {
            config.only(Set.of("effort", "format"));
        }
        String effort = config == null ? null : effort(config);
        return new Output(
                maxTokens,
                format(formatOf(body, config)),
                effort,
                false,
                0,
                thinking(body.object("thinking"), maxTokens, effort));
    }

    private static @Nullable String effort(JsonFields config) {
        String effort = config.text("effort");
        if (effort != null && !EFFORTS.contains(effort)) {
            throw config.unknown("effort", "low, medium, high, xhigh or max");
        }
        return effort;
    }

    private static @Nullable JsonFields formatOf(JsonFields body, @Nullable JsonFields config) {
        JsonFields format = config == null ? null : config.object("format");
        JsonFields older = body.object("output_format");
        if (format != null && older != null) {
            throw body.wrong("output_format", "is given beside output_config.format; keep one of the two");
        }
        return format != null ? format : older;
    }

    /** Anthropic always holds the model to the schema. */
    private static ResponseFormat format(@Nullable JsonFields format) {
        if (format == null) {
            return ResponseFormat.TEXT;
        }
        if (!format.requiredText("type").equals("json_schema")) {
            throw format.unknown("type", "json_schema");
        }
        format.only(Set.of("type", "schema"));
        String schema = WireJson.text(format.requiredObject("schema").object());
        // not strict, which OpenAI takes for schemas of its own kind only; the answer is checked in any case
        return new ResponseFormat.Schema("answer", schema, false);
    }

    /** An effort alone does not ask for thinking here. */
    private static @Nullable Thinking thinking(
            @Nullable JsonFields thinking, @Nullable Integer maxTokens, @Nullable String effort) {
        if (thinking == null) {
            return effort == null ? null : Thinking.USUAL;
        }
        return switch (thinking.requiredText("type")) {
            case "disabled" -> {
                thinking.only(Set.of("type"));
                yield Thinking.OFF;
            }
            case "adaptive" -> {
                thinking.only(Set.of("type", "display"));
                yield shown(Thinking.ON, thinking);
            }
            case "enabled" -> {
                thinking.only(Set.of("type", "budget_tokens", "display"));
                yield shown(Thinking.within(budget(thinking, maxTokens)), thinking);
            }
            default -> throw thinking.unknown("type", "enabled, adaptive or disabled");
        };
    }

    private static Thinking shown(Thinking asked, JsonFields thinking) {
        String display = thinking.text("display");
        if (display == null) {
            return asked;
        }
        if (!display.equals("summarized")) {
            throw thinking.unknown("display", "summarized, or leave it out");
        }
        return asked.withSummary();
    }

    private static int budget(JsonFields thinking, @Nullable Integer maxTokens) {
        Integer budget = thinking.count("budget_tokens", Thinking.LEAST_TOKENS, Integer.MAX_VALUE);
        if (budget == null) {
            throw thinking.wrong("budget_tokens", "is missing");
        }
        if (maxTokens != null && budget >= maxTokens) {
            throw thinking.wrong("budget_tokens", "is %d and max_tokens %d: give it less".formatted(budget, maxTokens));
        }
        return budget;
    }
}
