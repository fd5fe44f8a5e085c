/** Cascades in the place of LangChain4j's models, for services that are made with them. */
@NullMarked
package io.cascadeflow.camel.langchain4j;

import org.jspecify.annotations.NullMarked;
