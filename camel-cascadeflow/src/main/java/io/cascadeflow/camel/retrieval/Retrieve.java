package io.cascadeflow.camel.retrieval;

import io.cascadeflow.camel.CascadeFlowConfiguration.Citing;
import io.cascadeflow.camel.CascadeFlowConfiguration.OnFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.support.builder.ExpressionBuilder;

/**
 * {@code cascadeflow:retrieve:name} for routes in Java: {@code .to(retrieve("docs").from("direct:search").top(5))}. The options are those of
 * the endpoint, and so are their checks. Not to be shared between threads while it is being built.
 */
public final class Retrieve implements EndpointProducerBuilder {

    private final String name;
    private final Map<String, String> options = new LinkedHashMap<>();

    private Retrieve(String name) {
        this.name = name;
    }

    /** @param name how headers and errors call the source; without {@link #from} and {@link #folder} the bean to ask */
    public static Retrieve retrieve(String name) {
        return new Retrieve(name);
    }

    /** An endpoint's URI, or {@code #bean}. */
    public Retrieve from(String uri) {
        return with("from", uri);
    }

    /** A folder of Markdown and plain text, which is indexed when the route starts. */
    public Retrieve folder(String folder) {
        return with("folder", folder);
    }

    /** Where the index of the folder is written; without it in memory. */
    public Retrieve index(String folder) {
        return with("index", folder);
    }

    /** How many passages at most, 1 to 64. */
    public Retrieve top(int passages) {
        return with("top", passages);
    }

    /** The least score of passages that have one. */
    public Retrieve minScore(double score) {
        return with("minScore", score);
    }

    /** An expression of the simple language for what passages have to belong to, such as <code>${header.CamelCascadeFlowTenant}</code>. */
    public Retrieve filter(String simple) {
        return with("filter", simple);
    }

    /** The most characters of all passages together. */
    public Retrieve maxChars(int characters) {
        return with("maxChars", characters);
    }

    public Retrieve citations(Citing demand) {
        return with("citations", demand);
    }

    public Retrieve onFailure(OnFailure then) {
        return with("onFailure", then);
    }

    /** The answer when nothing is found, with which the route ends. */
    public Retrieve emptyAnswer(String answer) {
        return with("emptyAnswer", answer);
    }

    /** The longest that passages are waited for. */
    public Retrieve timeout(Duration longest) {
        return with("retrievalTimeout", longest.toMillis());
    }

    private Retrieve with(String option, Object value) {
        options.put(option, value.toString());
        return this;
    }

    /** The same as a URI. */
    @Override
    public String getRawUri() {
        String path = "cascadeflow:retrieve:" + name;
        return options.isEmpty()
                ? path
                : options.entrySet().stream()
                        .map(option -> option.getKey() + "=" + quoted(option.getValue()))
                        .collect(Collectors.joining("&", path + "?", ""));
    }

    /** RAW ends at the first bracket of its kind that is followed by the next option, or by nothing. */
    private static String quoted(String value) {
        if (value.matches("[\\w.:/-]*")) {
            return value;
        }
        return value.contains(")") ? "RAW{" + value + "}" : "RAW(" + value + ")";
    }

    @Override
    public Endpoint resolve(CamelContext context) {
        return context.getEndpoint(getRawUri());
    }

    @Override
    public <T extends Endpoint> T resolve(CamelContext context, Class<T> type) {
        return context.getEndpoint(getRawUri(), type);
    }

    @Override
    public void doSetProperty(String option, Object value) {
        with(option, value);
    }

    @Override
    public void doSetMultiValueProperty(String option, String key, Object value) {
        throw new IllegalArgumentException(
                "cascadeflow:retrieve has no option %s with several values".formatted(option));
    }

    @Override
    public void doSetMultiValueProperties(String option, String prefix, Map<String, Object> values) {
        throw new IllegalArgumentException(
                "cascadeflow:retrieve has no option %s with several values".formatted(option));
    }

    @Override
    public Expression expr(CamelContext context) {
        return ExpressionBuilder.constantExpression(getRawUri());
    }

    @Override
    public String toString() {
        return getRawUri();
    }
}
