/** Chat models of LangChain4j as models of ours. Nothing else is loaded of it without that library. */
@NullMarked
package io.cascadeflow.provider.langchain4j;

import org.jspecify.annotations.NullMarked;
