/** One gateway for several tenants, none of whom can touch what is another's. */
@NullMarked
package io.cascadeflow.examples.multitenant;

import org.jspecify.annotations.NullMarked;
