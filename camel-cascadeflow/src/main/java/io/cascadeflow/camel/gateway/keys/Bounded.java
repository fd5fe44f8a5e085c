package io.cascadeflow.camel.gateway.keys;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Remembers values of keys, up to a number of them; then the one that was used least lately is forgotten. Thread-safe. */
public final class Bounded<K, V> {

    private static final float LOAD = 0.75f;

    private final Map<K, V> values;

    public Bounded(int most) {
        this.values = new LinkedHashMap<>(16, LOAD, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    public synchronized @Nullable V get(K key) {
        return values.get(key);
    }

    public synchronized void put(K key, V value) {
        values.put(key, value);
    }

    public synchronized void remove(K key) {
        values.remove(key);
    }

    /** Changes a value, or makes it, in one step. */
    public synchronized V change(K key, V initial, UnaryOperator<V> change) {
        V value = values.get(key);
        V changed = change.apply(value == null ? initial : value);
        values.put(key, changed);
        return changed;
    }

    public synchronized int size() {
        return values.size();
    }
}
