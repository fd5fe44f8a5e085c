/** What Spring Boot's Actuator shows: an endpoint and a health contributor. Loaded only where the Actuator is. */
@NullMarked
package io.cascadeflow.camel.springboot.actuate;

import org.jspecify.annotations.NullMarked;
