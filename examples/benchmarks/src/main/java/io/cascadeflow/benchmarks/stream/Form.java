package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.camel.stream.ReplyStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;

/** The ways in which an answer is taken. */
enum Form {
    /** A sink is told the pieces. */
    callback {
        @Override
        Taking take(AsyncProducer producer, Exchange exchange, Receipts receipts) {
            return Told.by(producer, exchange, receipts);
        }
    },
    /** The body, by its {@code Flow.Publisher}: no thread waits for pieces. */
    body {
        @Override
        Taking take(AsyncProducer producer, Exchange exchange, Receipts receipts) {
            return Subscribed.to(producer, exchange, receipts);
        }
    },
    /** The body, by its iterator, on the route's thread, as {@code split(body()).streaming()} does. */
    iterator {
        @Override
        Taking take(AsyncProducer producer, Exchange exchange, Receipts receipts) {
            return Waiting.on(producer, exchange, body -> readPieces(body, receipts));
        }
    },
    /** The body as an {@code InputStream}, on the route's thread. */
    bytes {
        @Override
        Taking take(AsyncProducer producer, Exchange exchange, Receipts receipts) {
            return Waiting.on(producer, exchange, body -> readBytes(exchange, receipts));
        }
    };

    private static final int BUFFER = 8192;

    /** Asks, and takes the answer. Does not wait. */
    abstract Taking take(AsyncProducer producer, Exchange exchange, Receipts receipts);

    Taking take(AsyncProducer producer, Receipts receipts) {
        return take(producer, Map.of(), receipts);
    }

    /** @param properties of the exchange */
    Taking take(AsyncProducer producer, Map<String, Object> properties, Receipts receipts) {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody("Tell me something.");
        properties.forEach(exchange::setProperty);
        return take(producer, exchange, receipts);
    }

    /** Whether the endpoint has to stream. */
    boolean isBody() {
        return this != callback;
    }

    private static void readPieces(ReplyStream body, Receipts receipts) {
        for (Object piece : body) {
            receipts.text((String) piece);
        }
    }

    private static void readBytes(Exchange exchange, Receipts receipts) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                receipts.text(new String(buffer, 0, count, StandardCharsets.US_ASCII));
            }
        }
    }
}
