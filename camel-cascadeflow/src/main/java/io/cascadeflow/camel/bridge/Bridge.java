package io.cascadeflow.camel.bridge;

/**
 * A cascade or an endpoint of ours that stands in the place of another library's model. Endpoints that look for the only model
 * in the registry pass it over: it would ask itself.
 */
public interface Bridge {}
