package io.cascadeflow.camel.budget;

import io.cascadeflow.camel.config.Configuration;

/**
 * What calls are made under, all of one reading of the configuration. Whoever begins under some terms ends under them, whatever is
 * configured meanwhile.
 */
public record Terms(Configuration configuration, Payers payers) {}
