/** The dashboard in a real browser. */
package io.cascadeflow.examples.gateway.dashboard;
