package io.cascadeflow.camel.failover;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** In which order the endpoints of a tier are asked. */
public enum EndpointOrder {
    /** As they are written. */
    IN_ORDER("inOrder"),
    /** By chance, each as often as its weight says; the others follow in the same way. */
    WEIGHTED("weighted"),
    /** The one that answered fastest lately. */
    LEAST_LATENCY("leastLatency"),
    /** The one whose model has the lowest price. */
    CHEAPEST("cheapest");

    private final String word;

    EndpointOrder(String word) {
        this.word = word;
    }

    /** All words for it in routes and configurations. */
    public static List<String> words() {
        return Stream.of(values()).map(EndpointOrder::toString).toList();
    }

    public static Optional<EndpointOrder> of(String word) {
        return Stream.of(values()).filter(order -> order.word.equals(word)).findFirst();
    }

    /** As in routes and configurations. */
    @Override
    public String toString() {
        return word;
    }
}
