/** Where passages come from in routes: endpoints, beans, folders. */
@NullMarked
package io.cascadeflow.camel.retrieval;

import org.jspecify.annotations.NullMarked;
