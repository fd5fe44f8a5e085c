package io.cascadeflow.camel.config;

/**
 * A signal of the user's own.
 *
 * @param name {@code family.what}
 * @param language a Camel language; or {@code bean}
 * @param text an expression of that language; or the name of an Expression or Predicate in the registry
 * @param place where it is configured, for messages
 */
public record SignalConfiguration(String name, String language, String text, String place) {

    /** The word for a bean of the registry. */
    public static final String BEAN = "bean";
}
