/** Pages for people who run cascades and who pay for them. They change nothing, and know nothing of the server that shows them. */
@NullMarked
package io.cascadeflow.camel.dashboard;

import org.jspecify.annotations.NullMarked;
