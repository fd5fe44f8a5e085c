/** What policies come to on recorded questions: how often each rule applied, what it moved, and how two policies differ. Pure. */
@NullMarked
package io.cascadeflow.replay.policy;

import org.jspecify.annotations.NullMarked;
