package io.cascadeflow.policy.classify;

import java.util.List;

/** Makes vectors of texts, the nearer in meaning the smaller the angle. Must be safe to share between threads; may fail. */
@FunctionalInterface
public interface Vectors {

    /** As many as texts, in order, all of one length. */
    List<float[]> of(List<String> texts);
}
