package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.camel.spi.Metadata;
import org.junit.jupiter.api.Test;

class ResultHeadersTest {

    @Test
    void theHeadersThatAreClearedAreAllThatACallLeaves() {
        List<String> out = Arrays.stream(CascadeFlowConstants.class.getFields())
                .filter(field -> field.getAnnotation(Metadata.class).label().equals("producer out"))
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                // a retrieval is no call of a model, and what it says of the passages holds as long as they are there
                .filter(name -> !name.equals(CascadeFlowConstants.RETRIEVAL))
                .toList();

        assertThat(ResultHeaders.OUT).containsExactlyInAnyOrderElementsOf(out);
    }
}
