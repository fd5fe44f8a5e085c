/** Signed tokens of an issuer that the operator trusts. Needs Nimbus JOSE + JWT. */
@NullMarked
package io.cascadeflow.camel.gateway.keys.jwt;

import org.jspecify.annotations.NullMarked;
