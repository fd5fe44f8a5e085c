/** Chat models of Spring AI as models of ours. Nothing else is loaded of it without that library. */
@NullMarked
package io.cascadeflow.provider.springai;

import org.jspecify.annotations.NullMarked;
