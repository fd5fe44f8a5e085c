package io.cascadeflow.camel.gateway.keys;

/** Whether a client is let in: the caller that it is, or why it is none. */
public sealed interface Verdict permits Caller, Refused {}
