package io.cascadeflow.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, read strictly: what is there is of the right type, or refused by its name. A JSON null is
 * absent. All methods throw {@link FieldException}; its message quotes nothing longer than a word.
 *
 * @param place where the object stands, such as {@code messages[0]}; empty for the whole body
 */
public record JsonFields(JsonNode object, String place) {

    private static final Pattern WORD = Pattern.compile("[\\w.-]{1,32}");

    public JsonFields {
        if (!object.isObject()) {
            throw new FieldException(
                    place, "%s is %s; give an object".formatted(place.isEmpty() ? "the body" : place, kind(object)));
        }
    }

    /** The field's full name. */
    public String name(String field) {
        return place.isEmpty() ? field : place + "." + field;
    }

    public JsonNode get(String field) {
        JsonNode value = object.path(field);
        return value.isNull() ? object.path("") : value;
    }

    public boolean has(String field) {
        return object.hasNonNull(field);
    }

    @Nullable
    public String text(String field) {
        return typed(field, get(field).isTextual(), "a text") ? get(field).textValue() : null;
    }

    public String requiredText(String field) {
        String text = text(field);
        if (text == null || text.isBlank()) {
            throw wrong(field, "is missing");
        }
        return text;
    }

    @Nullable
    public Boolean flag(String field) {
        return typed(field, get(field).isBoolean(), "true or false")
                ? get(field).booleanValue()
                : null;
    }

    @Nullable
    public Double number(String field, double low, double high) {
        JsonNode value = get(field);
        if (!typed(field, value.isNumber(), "a number")) {
            return null;
        }
        if (!(value.doubleValue() >= low && value.doubleValue() <= high)) {
            throw wrong(field, "is %s; give %s to %s".formatted(value.doubleValue(), low, high));
        }
        return value.doubleValue();
    }

    @Nullable
    public Long whole(String field, long low, long high) {
        JsonNode value = get(field);
        if (!typed(field, value.isNumber(), "a whole number")) {
            return null;
        }
        if (value.canConvertToExactIntegral() && value.canConvertToLong()) {
            long exact = value.decimalValue().compareTo(BigDecimal.valueOf(value.longValue())) == 0
                    ? value.longValue()
                    : Long.MIN_VALUE;
            if (exact >= low && exact <= high) {
                return exact;
            }
        }
        throw wrong(field, "is not a whole number from %d to %d".formatted(low, high));
    }

    @Nullable
    public Integer count(String field, int low, int high) {
        Long whole = whole(field, low, high);
        return whole == null ? null : whole.intValue();
    }

    /** Absent when the field is. */
    @Nullable
    public JsonFields object(String field) {
        return typed(field, get(field).isObject(), "an object") ? new JsonFields(get(field), name(field)) : null;
    }

    public JsonFields requiredObject(String field) {
        JsonFields fields = object(field);
        if (fields == null) {
            throw wrong(field, "is missing");
        }
        return fields;
    }

    /** The objects in a list; empty when the field is absent. */
    public List<JsonFields> objects(String field) {
        List<JsonFields> all = new ArrayList<>();
        if (typed(field, get(field).isArray(), "a list")) {
            for (JsonNode item : get(field)) {
                all.add(new JsonFields(item, "%s[%d]".formatted(name(field), all.size())));
            }
        }
        return all;
    }

    /** Refuses every further field that says something: one would otherwise be dropped without a word. */
    public void only(Set<String> known) {
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean saysNothing = value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!known.contains(field.getKey()) && !saysNothing) {
                throw wrong(quoted(field.getKey()), "is not supported; leave it out");
            }
        });
    }

    public FieldException unknown(String field, String known) {
        return wrong(field, "is %s; use %s".formatted(described(get(field)), known));
    }

    /** @param problem what is wrong with the field, as the rest of a sentence that begins with its name */
    public FieldException wrong(String field, String problem) {
        return new FieldException(name(field), name(field) + " " + problem);
    }

    /** A word as it is; of anything else only the kind, for it may be a prompt. */
    static String described(JsonNode value) {
        return value.isTextual() ? "'" + quoted(value.textValue()) + "'" : kind(value);
    }

    private static String quoted(String text) {
        return WORD.matcher(text).matches() ? text : "(%d characters)".formatted(text.length());
    }

    private boolean typed(String field, boolean isRight, String wanted) {
        if (!isRight && has(field)) {
            throw wrong(field, "is %s; give %s".formatted(kind(get(field)), wanted));
        }
        return isRight;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a text";
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case MISSING, NULL -> "missing";
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
