/** An index of one's own documents within the application. Needs Lucene on the class path. */
@NullMarked
package io.cascadeflow.retrieval.lucene;

import org.jspecify.annotations.NullMarked;
