/** Whether code in a draft can be parsed. */
@NullMarked
package io.cascadeflow.confidence.code;

import org.jspecify.annotations.NullMarked;
