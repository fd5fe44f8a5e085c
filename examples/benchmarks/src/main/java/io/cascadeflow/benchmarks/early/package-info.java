/** What giving up drafts while they grow saves, on a recording that is made up. */
@NullMarked
package io.cascadeflow.benchmarks.early;

import org.jspecify.annotations.NullMarked;
