package com.example;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stands for the client library of whoever adds a provider. */
public final class InHouseClient {

    private final URI server;

    public InHouseClient(URI server) {
        this.server = server;
    }

    public CompletionStage<String> ask(String question) {
        return CompletableFuture.completedFuture(server.getHost() + " was asked: " + question);
    }
}
