package io.cascadeflow.camel.bridge;

import io.cascadeflow.model.ChatReply;

/** An answer, and what is known of it. */
public record CascadeAnswer(ChatReply reply, CascadeAccount account) {}
