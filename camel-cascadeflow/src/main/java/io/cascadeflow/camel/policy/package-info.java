/** What the operator's rules come to for an exchange. */
@NullMarked
package io.cascadeflow.camel.policy;

import org.jspecify.annotations.NullMarked;
