package io.cascadeflow.provider.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureClassTest {

    private static final Map<FailureClass, Set<Kind>> TABLE = new EnumMap<>(Map.of(
            FailureClass.KEY_FATAL, EnumSet.of(Kind.AUTH, Kind.PERMISSION, Kind.QUOTA_EXHAUSTED),
            FailureClass.MODEL_FATAL,
                    EnumSet.of(
                            Kind.NOT_FOUND,
                            Kind.TLS,
                            Kind.UNSUPPORTED_PARAMETER,
                            Kind.BAD_PAYLOAD,
                            Kind.CONTEXT_TOO_LONG),
            FailureClass.REQUEST_FATAL,
                    EnumSet.of(Kind.BAD_REQUEST, Kind.CONTENT_FILTERED, Kind.TOO_LARGE, Kind.CANCELLED),
            FailureClass.TRANSIENT,
                    EnumSet.of(
                            Kind.CONNECT,
                            Kind.DISCONNECTED,
                            Kind.DNS,
                            Kind.TIMEOUT,
                            Kind.RATE_LIMITED,
                            Kind.OVERLOADED,
                            Kind.SERVER,
                            Kind.TRUNCATED,
                            Kind.BREAKER_OPEN)));

    @Test
    void everyKindHasItsClass() {
        Map<FailureClass, Set<Kind>> found =
                Arrays.stream(Kind.values()).collect(Collectors.groupingBy(FailureClass::of, Collectors.toSet()));

        assertThat(found).isEqualTo(TABLE);
    }

    @Test
    void onlyAFatalRequestIsTheSameEverywhere() {
        assertThat(Arrays.stream(FailureClass.values()).filter(FailureClass::mayDifferElsewhere))
                .containsExactly(FailureClass.KEY_FATAL, FailureClass.MODEL_FATAL, FailureClass.TRANSIENT);
    }

    @Test
    void theProvidersWordThatItPassesWinsOverTheKind() {
        assertThat(FailureClass.of(error(Kind.BAD_REQUEST, 400, true))).isEqualTo(FailureClass.TRANSIENT);
        assertThat(FailureClass.of(error(Kind.SERVER, 503, false))).isEqualTo(FailureClass.TRANSIENT);
    }

    @Test
    void whatTellsOfAvailability() {
        Set<Kind> unavailable = Arrays.stream(Kind.values())
                .filter(kind -> FailureClass.isUnavailable(error(kind, 500, null)))
                .collect(Collectors.toSet());

        assertThat(unavailable)
                .containsExactlyInAnyOrder(
                        Kind.CONNECT,
                        Kind.DISCONNECTED,
                        Kind.DNS,
                        Kind.TLS,
                        Kind.TIMEOUT,
                        Kind.OVERLOADED,
                        Kind.SERVER,
                        Kind.TRUNCATED);
    }

    @Test
    void ourOwnLackOfRoomTellsNothingOfTheServer() {
        assertThat(FailureClass.isUnavailable(error(Kind.OVERLOADED, 0, null))).isFalse();
    }

    @Test
    void aTimeoutBeforeTheServerWasAskedTellsNothingOfIt() {
        ProviderException unasked = error(Kind.TIMEOUT, 0, null).withUsage(TokenUsage.of(0, 0));

        assertThat(FailureClass.isUnavailable(unasked)).isFalse();
    }

    private static ProviderException error(Kind kind, int status, @Nullable Boolean retry) {
        return new ProviderException(kind, "x", new Details(status, null, null, null, null, retry, null), null);
    }
}
