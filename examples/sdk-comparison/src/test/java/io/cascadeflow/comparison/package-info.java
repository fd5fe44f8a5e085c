/** Our requests beside those of the providers' own clients. */
@NullMarked
package io.cascadeflow.comparison;

import org.jspecify.annotations.NullMarked;
