/** What the operator's rules make of a question, of a recording, and how two files of rules differ. */
@NullMarked
package io.cascadeflow.examples.replay.policy;

import org.jspecify.annotations.NullMarked;
