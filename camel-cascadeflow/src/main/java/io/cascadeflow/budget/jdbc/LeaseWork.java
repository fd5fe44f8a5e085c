package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.jdbc.Demands.Demand;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What there is to do for the one who writes.
 *
 * @param endings ends of calls to be written
 * @param handBacks slices of which the free part is to go back at once
 * @param demands slices to be taken
 * @param awaited whether nothing came for as long as it was awaited
 */
record LeaseWork(List<Ending> endings, List<HandBack> handBacks, List<Demand> demands, boolean awaited) {

    /**
     * A wish that what is free of some slices goes back.
     *
     * @param done whether anything did
     */
    record HandBack(List<Account> accounts, CompletableFuture<Boolean> done) {}
}
