package io.cascadeflow.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Failures of models of other libraries. Their messages may quote a prompt, an answer or a key, so only their classes and
 * statuses are told.
 *
 * @param provider {@code langchain4j} or {@code spring-ai}
 * @param model what the endpoint calls the model
 */
public record BeanErrors(String provider, String model, Clock clock) {

    private static final Map<Kind, String> WAYS_OUT = Map.of(
            Kind.AUTH, "the key of the bean is missing or wrong; set it where the bean is made",
            Kind.PERMISSION, "the key of the bean may not do this; give it access to the model, or use another one",
            Kind.NOT_FOUND, "no such model or path; check the model's name and the address where the bean is made",
            Kind.CONNECT, "no connection; check the address where the bean is made, and that the server is up",
            Kind.DNS, "the host name is unknown; check the address where the bean is made, and the name service",
            Kind.BAD_REQUEST, "the request was refused, or has no form at this library; look at its options",
            Kind.BAD_PAYLOAD,
                    "the bean gave no answer that can be read, and no reason that is known; look at the cause");

    private static final int MOST_CAUSES = 20;

    /** The failure and its causes, outermost first. */
    public static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = thrown; each != null && chain.size() < MOST_CAUSES; each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    public ProviderException of(Kind kind, @Nullable Throwable thrown) {
        return of(kind, WAYS_OUT.getOrDefault(kind, WaysOut.of(kind, Details.NONE)), thrown);
    }

    /** @param problem what is wrong and the way out, in our own words */
    public ProviderException of(Kind kind, String problem, @Nullable Throwable thrown) {
        return new ProviderException(
                kind, "%s:%s %s: %s".formatted(provider, model, kind, problem), Details.NONE, Causes.redacted(thrown));
    }

    /**
     * A failure of which the HTTP status is known.
     *
     * @param body the error's body as far as the library gives it; codes in it say more than the status
     */
    public ProviderException ofStatus(int status, @Nullable String body, Throwable thrown) {
        String text = body == null ? "" : body;
        HttpReply reply = new HttpReply(status, Map.of(), text.getBytes(StandardCharsets.UTF_8));
        ErrorBody read = ForeignError.in(text);
        Kind kind = ErrorKinds.of(status, read);
        ProviderException error = new HttpErrors(provider, clock).from(model, reply, read);
        String message = WAYS_OUT.containsKey(kind)
                ? "%s:%s %s (HTTP %d%s): %s"
                        .formatted(
                                provider,
                                model,
                                kind,
                                status,
                                error.details().code() == null
                                        ? ""
                                        : ", " + error.details().code(),
                                WAYS_OUT.get(kind))
                : String.valueOf(error.getMessage());
        return new ProviderException(kind, message, error.details(), Causes.redacted(thrown));
    }

    /** What the JDK's own exceptions among the causes mean, and Jackson's; empty when there is none. */
    public Optional<ProviderException> ofPlatform(Throwable thrown) {
        for (Throwable each : chain(thrown)) {
            if (each instanceof RejectedExecutionException full && each == thrown) {
                return Optional.of(of(Kind.OVERLOADED, String.valueOf(full.getMessage()), full));
            }
            Kind kind = platform(each);
            if (kind != null) {
                return Optional.of(of(kind, thrown));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Kind platform(Throwable thrown) {
        if (thrown instanceof InterruptedException || thrown instanceof CancellationException) {
            return Kind.CANCELLED;
        }
        if (thrown instanceof JsonProcessingException) {
            return Kind.BAD_PAYLOAD;
        }
        if (thrown instanceof UnknownHostException || thrown instanceof UnresolvedAddressException) {
            return Kind.DNS;
        }
        // the name: only transports know that package
        boolean timeout = thrown.getClass().getName().startsWith("java.net.http.Http")
                && thrown.getClass().getSimpleName().endsWith("TimeoutException");
        if (thrown instanceof TimeoutException || thrown instanceof SocketTimeoutException || timeout) {
            return Kind.TIMEOUT;
        }
        return thrown instanceof IOException io ? io(io) : null;
    }

    private static Kind io(IOException thrown) {
        if (thrown instanceof SSLException) {
            return Kind.TLS;
        }
        return thrown instanceof ConnectException || thrown instanceof NoRouteToHostException
                ? Kind.CONNECT
                : Kind.DISCONNECTED;
    }
}
