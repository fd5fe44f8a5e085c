package io.cascadeflow.camel.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class ElsewhereTest {

    private static final EnumSet<Kind> STAYS =
            EnumSet.of(Kind.BAD_REQUEST, Kind.CONTENT_FILTERED, Kind.TOO_LARGE, Kind.CANCELLED);

    @Test
    void everyKindOfFailureGoesOnOrStays() {
        assertThat(Arrays.stream(Kind.values()).filter(kind -> !Elsewhere.mayAnswer(error(kind), false)))
                .containsExactlyInAnyOrderElementsOf(STAYS);
    }

    @Test
    void whatAFilterBlockedGoesOnOnlyWhereThatIsWanted() {
        assertThat(Elsewhere.mayAnswer(error(Kind.CONTENT_FILTERED), true)).isTrue();
        assertThat(Elsewhere.mayAnswer(error(Kind.BAD_REQUEST), true)).isFalse();
    }

    @Test
    void aFilterIsSeenBehindOtherFailures() {
        RuntimeException nested = new IllegalStateException("no tier answered");
        nested.addSuppressed(error(Kind.CONNECT));
        nested.addSuppressed(error(Kind.CONTENT_FILTERED));

        assertThat(Elsewhere.mayAnswer(nested, false)).isFalse();
        assertThat(Elsewhere.mayAnswer(new RuntimeCamelException(error(Kind.CONTENT_FILTERED)), false))
                .isFalse();
    }

    @Test
    void otherFailuresOfAnEndpointMayBeAnothersLuck() {
        assertThat(Elsewhere.mayAnswer(new IOException("reset"), false)).isTrue();
        assertThat(Elsewhere.mayAnswer(new RuntimeCamelException(error(Kind.BAD_REQUEST)), false))
                .isFalse();
    }

    @Test
    void anInterruptedThreadStops() {
        assertThat(Elsewhere.mayAnswer(new InterruptedException(), true)).isFalse();
    }

    private static ProviderException error(Kind kind) {
        return new ProviderException(kind, "x");
    }
}
