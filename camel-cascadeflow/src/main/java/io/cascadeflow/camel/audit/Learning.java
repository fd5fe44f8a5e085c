package io.cascadeflow.camel.audit;

import io.cascadeflow.camel.CascadeSetup;
import io.cascadeflow.cascade.Cascade;

/** What cascades tell of their runs, and what was learned from those before. Safe to share between threads. */
public interface Learning {

    /** Nothing is learned. */
    Learning NONE = new Learning() {
        @Override
        public Cascade now(CascadeSetup setup) {
            return setup.cascade();
        }

        @Override
        public boolean records() {
            return false;
        }

        @Override
        public void ended(EndedRun run) {
            // nobody listens
        }

        @Override
        public void settle() {
            // nothing is under way
        }
    };

    /** The cascade as it is to be run now: with thresholds raised where its gate no longer fits, never lowered. */
    Cascade now(CascadeSetup setup);

    /**
     * Whether the run that begins is chosen to be on record. Its drafts are then waited for: a recording without those that had
     * no chance would teach that there are none.
     */
    boolean records();

    /** A run ended. Never throws, and never waits. */
    void ended(EndedRun run);

    /** Before the tiers of a cascade stop: waits, for a while, for the audits that still ask them. */
    void settle();
}
