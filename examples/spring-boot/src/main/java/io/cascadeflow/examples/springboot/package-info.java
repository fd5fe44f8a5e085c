/** A Spring Boot application whose route asks a cascade. */
@NullMarked
package io.cascadeflow.examples.springboot;

import org.jspecify.annotations.NullMarked;
