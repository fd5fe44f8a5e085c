package io.cascadeflow.provider.recorded;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was known of a question beside its text, so that rules can be applied to it once more. Immutable.
 *
 * @param cascade that was asked; absent when not recorded, as all that follow
 * @param tenant on whose behalf
 * @param user on whose behalf
 * @param project on whose behalf
 * @param tags what the route said that the question is; usually none
 * @param headers of the question that rules ask for, by name; never written by the recorder, which cannot know which are secret
 * @param at when it was asked
 */
public record RecordedFacts(
        @Nullable String cascade,
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String project,
        Set<String> tags,
        Map<String, String> headers,
        @Nullable Instant at) {

    /** Nothing is known. */
    public static final RecordedFacts NONE = new RecordedFacts(null, null, null, null, Set.of(), Map.of(), null);

    public RecordedFacts {
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** The same with another name for the user, or none. */
    public RecordedFacts withUser(@Nullable String other) {
        return new RecordedFacts(cascade, tenant, other, project, tags, headers, at);
    }
}
