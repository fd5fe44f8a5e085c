/** Keys in a database that several gateways share. */
@NullMarked
package io.cascadeflow.camel.gateway.keys.jdbc;

import org.jspecify.annotations.NullMarked;
