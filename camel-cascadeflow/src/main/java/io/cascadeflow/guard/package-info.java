/** Keeps personal data from models: found, replaced before the call, put back into the answer. Pure; knows nothing of Camel. */
@NullMarked
package io.cascadeflow.guard;

import org.jspecify.annotations.NullMarked;
