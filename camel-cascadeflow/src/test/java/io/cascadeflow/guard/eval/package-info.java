/** Made-up texts with personal data in them, and texts that only look so; made without any code that looks for it. */
@NullMarked
package io.cascadeflow.guard.eval;

import org.jspecify.annotations.NullMarked;
