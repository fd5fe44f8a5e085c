/** Learning from live traffic in a Camel context: what is recorded, audited, watched, and told by users later. */
@NullMarked
package io.cascadeflow.camel.audit;

import org.jspecify.annotations.NullMarked;
