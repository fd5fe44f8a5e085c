package io.cascadeflow.camel.draft;

import java.util.List;

/** Makes vectors of texts, the nearer in meaning the smaller the angle. May block; thread-safe. */
@FunctionalInterface
public interface Embedder {

    /** As many vectors as texts, in order, all of one length. */
    List<float[]> embed(List<String> texts);
}
