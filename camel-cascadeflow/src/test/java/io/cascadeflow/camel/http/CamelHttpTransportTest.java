package io.cascadeflow.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CamelHttpTransportTest extends TransportContract {

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stopContext() {
        context.stop();
    }

    @Override
    Transport transport() {
        context.start();
        return new CamelHttpTransport(context, 100);
    }

    @Override
    Transport trusting(Certificate certificate) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + certificate.file());
        store.setPassword(Certificate.PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        context.getComponent("https", HttpComponent.class).setSslContextParameters(tls);
        return transport();
    }

    @Test
    void proxyOfTheComponentIsUsed() {
        HttpComponent component = context.getComponent("http", HttpComponent.class);
        component.setProxyHost("127.0.0.1");
        component.setProxyPort(fake().uri().getPort());

        outcome(start(new HttpCall(
                "POST", URI.create("http://models.invalid/v1"), Map.of(), bytes("{}"), Duration.ofSeconds(5))));

        assertThat(fake().onlyRequest().target()).isEqualTo("http://models.invalid/v1");
    }

    @Test
    void configurerOfTheComponentIsUsed() {
        context.getComponent("http", HttpComponent.class)
                .setHttpClientConfigurer(builder -> builder.setUserAgent("operator"));

        send(post("{}"));

        assertThat(fake().onlyRequest().header("User-Agent")).contains("operator");
    }

    @Test
    void connectionsPerRouteOfTheComponentAreKeptTo() throws Exception {
        context.getComponent("http", HttpComponent.class).setConnectionsPerRoute(2);
        fake().answer(FakeAnswer.never());

        List<CompletableFuture<HttpReply>> replies = startFive();
        assertThat(fake().awaitRequest(Duration.ofSeconds(5))).isTrue();
        assertThat(fake().awaitRequest(Duration.ofSeconds(5))).isTrue();

        assertThat(fake().awaitRequest(Duration.ofMillis(200))).isFalse();
        replies.forEach(reply -> reply.cancel(true));
    }

    @Test
    void leavesNoEndpointInTheContext() {
        send(post("{}"));

        assertThat(context.getEndpoints()).isEmpty();
    }

    @Test
    void callBeyondPoolAndQueueIsRefusedAndItsPlaceComesFree() throws Exception {
        fake().answer(FakeAnswer.never());
        try (CamelHttpTransport small = new CamelHttpTransport(context, CallThreads.pool(1))) {
            CompletableFuture<HttpReply> running = small.send(post("{}"));
            assertThat(fake().awaitRequest(Duration.ofSeconds(5))).isTrue();
            CompletableFuture<HttpReply> waiting = small.send(post("{}"));

            ProviderException refused = failure(small.send(post("{}")));
            assertThat(refused.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(refused).hasMessageContainingAll("pool size", "transport=jdk");

            waiting.cancel(true);
            CompletableFuture<HttpReply> next = small.send(post("{}"));
            assertThat(next).isNotDone();
            running.cancel(true);
            assertThat(fake().awaitRequest(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void timeoutHoldsForACallThatWaitsForAThreadToo() throws Exception {
        fake().answer(FakeAnswer.never());
        try (CamelHttpTransport small = new CamelHttpTransport(context, CallThreads.pool(1))) {
            CompletableFuture<HttpReply> running = small.send(post("{}"));
            assertThat(fake().awaitRequest(Duration.ofSeconds(5))).isTrue();

            HttpCall shortOne = new HttpCall("POST", uri("/"), Map.of(), bytes("{}"), Duration.ofMillis(200));

            ProviderException late = failure(small.send(shortOne));
            assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(late.details().usage()).isEqualTo(TokenUsage.of(0, 0));
            assertThat(running).isNotDone();
            assertThat(fake().requests()).hasSize(1);
        }
    }

    @Test
    void poolThreadsKeepToTheContract() {
        fake().answer(FakeAnswer.json(200, "yes").after(Duration.ofMillis(20)));
        try (CamelHttpTransport small = new CamelHttpTransport(context, CallThreads.pool(4))) {
            List<CompletableFuture<HttpReply>> replies = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                replies.add(small.send(post("{}")));
            }

            assertThat(replies)
                    .allSatisfy(reply -> assertThat(outcome(reply).text()).isEqualTo("yes"));
        }
    }

    @Test
    void asManyCallsAsThePoolHoldsFitEveryTime() {
        fake().answer(FakeAnswer.json(200, "yes"));
        try (CamelHttpTransport small = new CamelHttpTransport(context, CallThreads.pool(2))) {
            for (int round = 0; round < 200; round++) {
                List<CompletableFuture<HttpReply>> replies = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    replies.add(small.send(post("{}")));
                }
                assertThat(replies)
                        .allSatisfy(reply -> assertThat(outcome(reply).status()).isEqualTo(200));
            }
        }
    }

    @Test
    void poolOfNoThreadsIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> CallThreads.pool(0))
                .withMessageContaining("give 1 or more");
    }

    @Test
    void aSecondServerNeedsNoOtherClient() {
        try (FakeProvider other = FakeProvider.start()) {
            send(post("{}"));
            outcome(start(new HttpCall("POST", other.uri(), Map.of(), bytes("{}"), Duration.ofSeconds(5))));

            assertThat(other.requests()).hasSize(1);
            assertThat(fake().requests()).hasSize(1);
        }
    }

    private List<CompletableFuture<HttpReply>> startFive() {
        List<CompletableFuture<HttpReply>> replies = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            replies.add(start(post("{}")));
        }
        return replies;
    }
}
