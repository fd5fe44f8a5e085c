package io.cascadeflow.camel.gateway;

/**
 * Who answers a question.
 *
 * @param name as clients may call it
 * @param uri of the endpoint that is asked
 */
record Target(String name, String uri) {}
