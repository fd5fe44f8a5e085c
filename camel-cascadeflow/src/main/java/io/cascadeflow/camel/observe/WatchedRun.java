package io.cascadeflow.camel.observe;

import java.util.Map;

/** One run of a cascade, watched while it goes on. Its methods are called one after the other, and must not throw. */
public interface WatchedRun {

    /** Nobody watches. */
    WatchedRun NONE = new WatchedRun() {
        @Override
        public void tierBegins(String tier) {
            // nobody watches
        }

        @Override
        public void tierEnds(Map<String, String> attributes) {
            // nobody watches
        }

        @Override
        public void ends(Map<String, String> attributes) {
            // nobody watches
        }
    };

    void tierBegins(String tier);

    /** @param attributes what came of the tier that began last, as spans name it */
    void tierEnds(Map<String, String> attributes);

    /** @param attributes what came of all, as spans name it; none when the run broke off */
    void ends(Map<String, String> attributes);
}
