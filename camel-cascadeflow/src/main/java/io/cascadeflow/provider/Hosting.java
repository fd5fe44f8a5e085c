package io.cascadeflow.provider;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How and where a provider's models are hosted, for providers that several addresses or protocols lead to. Absent values fall
 * back to the provider's own. A provider refuses what it has no use for.
 *
 * @param api which of its protocols to speak: {@code chat}, {@code responses} or {@code tgi}; absent is the model's own
 * @param apiVersion the version that its address names
 * @param deployment the name under which the model is deployed; absent is the model's own
 * @param project the project that pays
 * @param region where it runs
 * @param accessToken a token in place of a key; never printed
 */
public record Hosting(
        @Nullable String api,
        @Nullable String apiVersion,
        @Nullable String deployment,
        @Nullable String project,
        @Nullable String region,
        @Nullable String accessToken) {

    /** All left to the provider. */
    public static final Hosting OWN = new Hosting(null, null, null, null, null, null);

    public Hosting withApi(@Nullable String api) {
        return new Hosting(api, apiVersion, deployment, project, region, accessToken);
    }

    public Hosting withApiVersion(@Nullable String apiVersion) {
        return new Hosting(api, apiVersion, deployment, project, region, accessToken);
    }

    public Hosting withDeployment(@Nullable String deployment) {
        return new Hosting(api, apiVersion, deployment, project, region, accessToken);
    }

    public Hosting withProject(@Nullable String project) {
        return new Hosting(api, apiVersion, deployment, project, region, accessToken);
    }

    public Hosting withRegion(@Nullable String region) {
        return new Hosting(api, apiVersion, deployment, project, region, accessToken);
    }

    public Hosting withAccessToken(@Nullable String accessToken) {
        return new Hosting(api, apiVersion, deployment, project, region, accessToken);
    }

    /**
     * Refuses what a provider has no use for.
     *
     * @param options the names of those that it has a use for
     * @throws IllegalArgumentException when another one is set, naming it
     */
    public void onlyFor(String provider, Set<String> options) {
        Map<String, @Nullable String> given = new TreeMap<>();
        given.put("api", api);
        given.put("apiVersion", apiVersion);
        given.put("deployment", deployment);
        given.put("project", project);
        given.put("region", region);
        given.put("accessToken", accessToken);
        given.forEach((name, value) -> {
            if (value != null && !options.contains(name)) {
                throw new IllegalArgumentException(
                        "option %s does nothing at provider '%s'; remove it here".formatted(name, provider));
            }
        });
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Hosting[api=%s, apiVersion=%s, deployment=%s, project=%s, region=%s]"
                .formatted(api, apiVersion, deployment, project, region);
    }
}
