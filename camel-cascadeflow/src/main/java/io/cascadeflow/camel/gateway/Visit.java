package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.config.GatewayLimits;
import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.provider.WireJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request from its arrival to its answer. It is answered once; whoever comes second is not heard. */
final class Visit {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private final String id;
    private final String door;
    private final Client client;
    private final Api api;
    private final Instant began;
    private final Journal journal;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Object> notes = new LinkedHashMap<>();
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * @param id unique; also that of the decision about it, and of its calls on the ledger
     * @param door where it goes, such as {@code POST /v1/messages}: one of a closed set
     * @param api words what goes wrong
     */
    Visit(String id, String door, Client client, Api api, Instant began, Journal journal) {
        this.id = id;
        this.door = door;
        this.client = client;
        this.api = api;
        this.began = began;
        this.journal = journal;
        headers.put("x-request-id", id);
        headers.put("request-id", id);
        headers.put("x-content-type-options", "nosniff");
        headers.put("cache-control", "no-store");
    }

    String id() {
        return id;
    }

    String door() {
        return door;
    }

    Client client() {
        return client;
    }

    Api api() {
        return api;
    }

    Instant began() {
        return began;
    }

    /** For the journal: never a prompt, an answer or a key. */
    void note(String name, Object value) {
        notes.put(name, value);
    }

    Map<String, Object> notes() {
        return notes;
    }

    /** For the answer, whole or as a stream. */
    void header(String name, String value) {
        headers.put(name, value);
    }

    /** The JSON object in the body. Fails with a {@link FaultException} when there is none. */
    CompletionStage<ObjectNode> json(GatewayLimits limits) {
        checkType();
        return client.body(limits).thenApply(Visit::object);
    }

    private void checkType() {
        String type = client.header("content-type");
        String encoding = client.header("content-encoding");
        boolean json = type == null || type.strip().toLowerCase(Locale.ROOT).startsWith("application/json");
        boolean plain = encoding == null || encoding.strip().equalsIgnoreCase("identity");
        if (!json || !plain) {
            throw new FaultException(Kind.WRONG_MEDIA_TYPE, "send a body of application/json, without an encoding");
        }
    }

    private static ObjectNode object(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonNode json = StrictJson.parse(text);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (CharacterCodingException notUtf8) {
            throw new FaultException(Kind.INVALID_REQUEST, "the body is not UTF-8");
        }
        throw new FaultException(Kind.INVALID_REQUEST, "the body is not a JSON object");
    }

    void answer(JsonNode json) {
        answer(200, json);
    }

    void answer(int status, JsonNode json) {
        headers.putAll(JSON);
        answer(status, WireJson.bytes(json), null);
    }

    void answer(int status, String contentType, byte[] body) {
        headers.put("content-type", contentType);
        answer(status, body, null);
    }

    /** No answer came of it. What the client is not told is in the journal. */
    Fault fault(Throwable failure) {
        if (client.gone().isDone()) {
            return Fault.of(Kind.CLIENT_GONE, "the client left before it was answered");
        }
        Fault fault = Faults.of(failure, journal.now());
        if (fault.kind() == Kind.INTERNAL) {
            Journal.failed(this, failure);
        }
        return fault;
    }

    void refuse(Fault fault) {
        Refusal refusal = api.refusal(fault, id);
        headers.putAll(JSON);
        if (fault.retryAfter() != null) {
            headers.put(
                    "retry-after", Long.toString(Math.max(1, (fault.retryAfter().toMillis() + 999) / 1000)));
        }
        if (fault.kind() == Kind.BUDGET_SPENT) {
            // else OpenAI's clients ask again by themselves, as after every 429
            headers.put("x-should-retry", "false");
        }
        if (fault.kind() == Kind.UNAUTHENTICATED) {
            headers.put("www-authenticate", "Bearer");
        }
        answer(refusal.status(), WireJson.bytes(refusal.body()), fault);
    }

    private void answer(int status, byte[] body, @Nullable Fault fault) {
        if (answered.compareAndSet(false, true)) {
            client.answer(status, headers, body);
            journal.answered(this, status, fault);
        }
    }

    /** Whether an answer may begin; from then on nobody else gives one. */
    Client.@Nullable Outlet begin() {
        if (!answered.compareAndSet(false, true)) {
            return null;
        }
        headers.put("content-type", "text/event-stream; charset=utf-8");
        return client.begin(headers);
    }

    /** A stream that was begun is over. */
    void streamed(@Nullable Fault fault) {
        journal.answered(this, 200, fault);
    }
}
