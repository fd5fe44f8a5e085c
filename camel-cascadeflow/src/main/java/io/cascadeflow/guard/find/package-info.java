/** Finds personal data in texts: linear scanners, data files for what differs from country to country, no regular expressions. */
@NullMarked
package io.cascadeflow.guard.find;

import org.jspecify.annotations.NullMarked;
