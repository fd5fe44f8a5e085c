/**
 * What a question is about, how hard it looks and in which language it is, as facts for rules. Pure; knows nothing of Camel or of
 * files.
 */
@NullMarked
package io.cascadeflow.policy.classify;

import org.jspecify.annotations.NullMarked;
