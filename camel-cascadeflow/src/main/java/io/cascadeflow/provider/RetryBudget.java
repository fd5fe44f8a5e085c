package io.cascadeflow.provider;

/** How many retries one endpoint bears, whoever makes them: a failing server must not get several times the load. */
public interface RetryBudget {

    /** Every retry is allowed. */
    RetryBudget UNLIMITED = new RetryBudget() {
        @Override
        public void called() {}

        @Override
        public boolean mayRetry() {
            return true;
        }
    };

    /** A logical call begins. */
    void called();

    /** Whether one more retry may be made; if so, it is counted. */
    boolean mayRetry();
}
