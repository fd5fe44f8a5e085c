/** What operators see: metrics, spans, health checks and the dev console. All of its libraries are optional. */
@NullMarked
package io.cascadeflow.camel.observe;

import org.jspecify.annotations.NullMarked;
