package io.cascadeflow.camel.dashboard;

import java.util.Map;
import java.util.Optional;

/**
 * What a browser asks for.
 *
 * @param page the last part of the path, such as {@code overview}; empty for the dashboard itself
 * @param query parameters, decoded; of two with one name the first
 * @param form fields of a form that is sent, likewise; empty when none is
 * @param secret only the admin's browser and this node know it: what proves that a form is from a page of ours is made with it
 */
public record Ask(String page, Map<String, String> query, Map<String, String> form, String secret) {

    public Ask {
        query = Map.copyOf(query);
        form = Map.copyOf(form);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Ask[page=%s]".formatted(page);
    }

    /** A parameter that is there and not blank. */
    Optional<String> get(String name) {
        return Optional.ofNullable(query.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    Optional<String> sent(String name) {
        return Optional.ofNullable(form.get(name)).filter(value -> !value.isBlank());
    }
}
