/** Makes, lists and revokes keys for whoever has the admin's key. */
@NullMarked
package io.cascadeflow.camel.gateway.keys.admin;

import org.jspecify.annotations.NullMarked;
