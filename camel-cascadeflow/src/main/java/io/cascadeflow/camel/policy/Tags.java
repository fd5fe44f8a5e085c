package io.cascadeflow.camel.policy;

import io.cascadeflow.camel.CascadeFlowConstants;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Message;

/** Reads what a route says that a question is. */
public final class Tags {

    private Tags() {}

    /** Of the header {@code CamelCascadeFlowTags}: words with commas between them, or a list of words; none when it is not there. */
    public static Set<String> of(Message message) {
        Object tags = message.getHeader(CascadeFlowConstants.TAGS);
        if (tags == null) {
            return Set.of();
        }
        return tags instanceof Iterable<?> several ? texts(several) : split(tags.toString());
    }

    private static Set<String> texts(Iterable<?> several) {
        Set<String> texts = new TreeSet<>();
        several.forEach(each -> texts.add(String.valueOf(each).strip()));
        return texts;
    }

    private static Set<String> split(String tags) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
