package io.cascadeflow.cache;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A digest of values: of records every component, whichever there are, so that none can be forgotten; of maps the entries in the
 * order of their keys. Everything has its kind and length before it, so no two different values are written alike. Not
 * thread-safe.
 */
final class RecordDigest {

    private final MessageDigest digest = sha256();

    RecordDigest add(@Nullable Object value) {
        if (value == null) {
            mark('0', 0);
        } else if (value instanceof Record one) {
            record(one);
        } else if (value instanceof List<?> several) {
            mark('L', several.size());
            several.forEach(this::add);
        } else if (value instanceof Map<?, ?> entries) {
            map(entries);
        } else {
            // numbers, truths, words of enums: one form for each value
            text('V', value.getClass().getName());
            text('T', value instanceof Enum<?> word ? word.name() : value.toString());
        }
        return this;
    }

    private void record(Record one) {
        RecordComponent[] components = one.getClass().getRecordComponents();
        text('R', one.getClass().getName());
        mark('C', components.length);
        for (RecordComponent component : components) {
            add(read(one, component));
        }
    }

    private static @Nullable Object read(Record one, RecordComponent component) {
        try {
            return component.getAccessor().invoke(one);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "%s.%s cannot be read".formatted(one.getClass().getSimpleName(), component.getName()), e);
        }
    }

    private void map(Map<?, ?> entries) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        entries.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        mark('M', sorted.size());
        sorted.forEach((name, value) -> {
            text('K', name);
            add(value);
        });
    }

    /** UTF-16 as it is: halves of characters, which UTF-8 would make one and the same, stay different. */
    private void text(char kind, String text) {
        byte[] units = units(text);
        mark(kind, units.length);
        digest.update(units);
    }

    private static byte[] units(String text) {
        ByteBuffer units = ByteBuffer.allocate(text.length() * Character.BYTES);
        for (int i = 0; i < text.length(); i++) {
            units.putChar(text.charAt(i));
        }
        return units.array();
    }

    private void mark(char kind, int length) {
        digest.update(ByteBuffer.allocate(Character.BYTES + Integer.BYTES)
                .putChar(kind)
                .putInt(length)
                .array());
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
