package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.policy.classify.Complexity;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows about its question: by header, or else by the body's object {@code cascadeflow}. On whose behalf it asks
 * is not among it: its key says that.
 *
 * @param domain such as {@code law}; absent when the client does not say
 * @param complexity one of {@link #COMPLEXITIES}; absent when the client does not say
 * @param wantsAccount whether it wants to be told what the answer came to
 */
record Hints(@Nullable String domain, @Nullable String complexity, boolean wantsAccount) {

    static final Set<String> COMPLEXITIES = Complexity.words();

    private static final Pattern DOMAIN = Pattern.compile("[\\w-]{1,64}");
    private static final String FIELD = "cascadeflow";
    private static final Set<String> FIELDS =
            Set.of("domain", "domain_hint", "complexity", "complexity_hint", "account");

    /**
     * Takes the object out of the body.
     *
     * @throws FieldException when a hint is none
     */
    static Hints take(ObjectNode body, Client client) {
        JsonFields inBody = new JsonFields(body, "").object(FIELD);
        body.remove(FIELD);
        if (inBody != null) {
            inBody.only(FIELDS);
        }
        return new Hints(
                domain(first(
                        client.header("x-cascadeflow-domain"), text(inBody, "domain"), text(inBody, "domain_hint"))),
                complexity(first(
                        client.header("x-cascadeflow-complexity"),
                        text(inBody, "complexity"),
                        text(inBody, "complexity_hint"))),
                "true".equalsIgnoreCase(client.header("x-cascadeflow-account"))
                        || (inBody != null && Boolean.TRUE.equals(inBody.flag("account"))));
    }

    private static @Nullable String text(@Nullable JsonFields fields, String name) {
        return fields == null ? null : fields.text(name);
    }

    private static @Nullable String first(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }

    private static @Nullable String domain(@Nullable String domain) {
        if (domain != null && !DOMAIN.matcher(domain).matches()) {
            throw new FieldException(
                    "cascadeflow.domain", "the domain is no word of letters, digits, _ and -, 64 at most");
        }
        return domain;
    }

    private static @Nullable String complexity(@Nullable String complexity) {
        String word = complexity == null ? null : complexity.toLowerCase(Locale.ROOT);
        if (word != null && !COMPLEXITIES.contains(word)) {
            throw new FieldException(
                    "cascadeflow.complexity", "the complexity is none of trivial, simple, moderate, hard, expert");
        }
        return word;
    }
}
