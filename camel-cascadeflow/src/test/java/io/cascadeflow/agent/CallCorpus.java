package io.cascadeflow.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Arguments of calls as models write them, well and badly. */
final class CallCorpus {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** By the type of a parameter: values that are of it, and values that are not. */
    private static final Map<String, List<List<String>>> VALUES = Map.of(
            "string",
                    List.of(
                            List.of("\"A-7\"", "\"\"", "\"{}\"", "\"7\""),
                            List.of("7", "true", "null", "[\"A\"]", "{}")),
            "integer",
                    List.of(
                            List.of("7", "0", "-3", "9007199254740993"),
                            List.of("\"7\"", "7.5", "true", "null", "[7]")),
            "number", List.of(List.of("7", "7.25", "-1e3", "0.0"), List.of("\"7.5\"", "false", "null", "{}", "[1]")),
            "boolean", List.of(List.of("true", "false", "true", "false"), List.of("\"true\"", "1", "0", "null", "[]")),
            "array", List.of(List.of("[]", "[1]", "[\"a\",{}]", "[[]]"), List.of("\"[]\"", "1", "true", "null", "{}")),
            "object",
                    List.of(
                            List.of("{}", "{\"b\":1}", "{\"c\":{}}", "{\"d\":[]}"),
                            List.of("\"{}\"", "1", "true", "null", "[]")));

    /** Around a value that is of the type. */
    private static final List<String> VALID = List.of(
            "{\"a\":%s}",
            " { \"a\" : %s }\n",
            "{\"a\":%s,\"b\":2}",
            "{\"b\":0,\"a\":%s}",
            "{\"a\":%s,\"c\":\"x\"}",
            "{\"c\":\"y\",\"b\":-1,\"a\":%s}",
            "{\"\\u0061\":%s}",
            "{\"a\":%s,\"b\":3.0}",
            "\t{\"a\":%s,\n\"b\":4}",
            "{\"a\":%s,\"c\":\"y\"}");

    /** With a value that is of the type, in objects that are not: missing, wrong beside it, more than there may be, not listed. */
    private static final List<String> WRONG = List.of(
            "",
            "{}",
            "{\"b\":1}",
            "{\"c\":\"x\"}",
            "{\"A\":%s}",
            "{\"a \":%s}",
            "{\"a\":%s,\"b\":\"1\"}",
            "{\"a\":%s,\"b\":1.5}",
            "{\"a\":%s,\"d\":1}",
            "{\"a\":%s,\"c\":\"z\"}",
            "{\"a\":%s,\"c\":\"X\"}",
            "{\"a\":%s,\"c\":null}");

    /** No JSON, more than one, or no object. */
    private static final List<String> NO_OBJECT = List.of(
            "{",
            "{\"a\":%s",
            "{a:%s}",
            "{'a':%s}",
            "{\"a\":%1$s}{\"a\":%1$s}",
            "{\"a\":%s} ok",
            "a=%s",
            "```json\n{\"a\":%s}\n```",
            "{\"a\":%s,}",
            "undefined",
            "NaN",
            "{\"a\":%1$s,\"a\":%1$s}",
            "null",
            "true",
            "7",
            "[]",
            "[{\"a\":%s}]");

    private static final List<String> WRAPPERS =
            List.of("parameters", "arguments", "args", "kwargs", "input", "tool_input", "params");

    /** A sound object as other protocols and models wrap it: the object itself, or as a text. */
    private static final List<String> WRAPPED = List.of(
            "{\"name\":\"act\",\"arguments\":%1$s}",
            "{\"name\":\"act\",\"parameters\":%1$s}",
            "{\"function\":{\"name\":\"act\",\"arguments\":%2$s}}",
            "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"act\",\"arguments\":%1$s}}",
            "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"act\",\"input\":%1$s}",
            "%2$s");

    private CallCorpus() {}

    /** Of parameters. */
    static Set<String> types() {
        return VALUES.keySet();
    }

    /** @param at 0 for those that are of the type, 1 for those that are not */
    private static List<String> values(String type, int at) {
        return Objects.requireNonNull(VALUES.get(type)).get(at);
    }

    /** Arguments that fit a schema with a parameter {@code a} of the type, and may have {@code b} and {@code c}. */
    static List<String> valid(String type) {
        return values(type, 0).stream()
                .flatMap(value -> VALID.stream().map(form -> form.formatted(value)))
                .toList();
    }

    /** Arguments that do not, in every way that models have been seen to get it wrong. */
    static List<String> malformed(String type) throws JsonProcessingException {
        String good = values(type, 0).get(1);
        String sound = "{\"a\":" + good + "}";
        String text = JSON.writeValueAsString(sound);
        List<String> all = new ArrayList<>();
        values(type, 1).forEach(value -> all.add("{\"a\":" + value + "}"));
        Stream.of(WRONG, NO_OBJECT).flatMap(List::stream).forEach(form -> all.add(form.formatted(good)));
        WRAPPED.forEach(form -> all.add(form.formatted(sound, text)));
        all.add(JSON.writeValueAsString(text));
        for (String wrapper : WRAPPERS) {
            all.add("{\"%s\":%s}".formatted(wrapper, sound));
            all.add("{\"%s\":%s}".formatted(wrapper, text));
        }
        return all;
    }
}
