package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.HoldResult.Granted;
import io.cascadeflow.budget.HoldResult.Refused;
import io.cascadeflow.budget.HoldResult.Repeated;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Posting;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds and their ends, each a transaction of its own. Blocks while the database works. */
final class HoldPostings {

    private final Transactions transactions;
    private final AccountIds ids;
    private final Clock clock;
    private final Lately spent = new Lately();

    HoldPostings(Transactions transactions, AccountIds ids, Clock clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    HoldResult hold(HoldRequest request) {
        while (true) {
            Instant now = clock.instant();
            List<StoredAccount> accounts = ids.of(request.claims(), now);
            Optional<HoldResult> result = spent.isAnyOf(request.claims(), now)
                    ? transactions.read(connection -> look(connection, request, accounts, now))
                    : Optional.empty();
            if (result.isEmpty()) {
                result = transactions.run(connection -> tryHold(connection, request, accounts, now));
            }
            if (result.isPresent()) {
                return noted(result.get(), now);
            }
            ids.forget(accounts);
        }
    }

    private HoldResult noted(HoldResult result, Instant now) {
        if (result instanceof Refused refused) {
            spent.note(refused.standing().claim().account(), now);
        }
        return result;
    }

    /** Refuses a call that finds no room at first sight, without keeping others waiting. Empty when it has to be tried. */
    private static Optional<HoldResult> look(
            Connection connection, HoldRequest request, List<StoredAccount> accounts, Instant now) throws SQLException {
        for (int i = 0; i < accounts.size(); i++) {
            Claim claim = request.claims().get(i);
            Optional<HoldResult> refused = AccountRows.balance(connection, accounts.get(i), now)
                    .flatMap(balance -> refused(new Standing(claim, balance), request));
            if (refused.isPresent()) {
                return status(connection, request.key()).isPresent() ? Optional.empty() : refused;
            }
        }
        return Optional.empty();
    }

    /**
     * The hold's own row is locked first, then the accounts in their order. Empty when an account's row is gone, or has room
     * after all: then it is tried again.
     */
    private static Optional<HoldResult> tryHold(
            Connection connection, HoldRequest request, List<StoredAccount> accounts, Instant now) throws SQLException {
        Optional<HoldStatus> before = insert(connection, stored(request, accounts, now));
        if (before.isPresent()) {
            return Optional.of(new Repeated(before.get()));
        }
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            Claim claim = request.claims().get(i);
            StoredAccount account = accounts.get(i);
            SliceRows.roll(connection, account, now);
            if (!AccountRows.hold(connection, account.id(), request.worstCase(), request.room(claim), now)) {
                Optional<Balance> balance = AccountRows.balance(connection, account, now);
                connection.rollback();
                return balance.flatMap(b -> refused(new Standing(claim, b), request));
            }
            AccountRows.balance(connection, account, now).ifPresent(b -> standings.add(new Standing(claim, b)));
        }
        return Optional.of(new Granted(standings));
    }

    static StoredHold stored(HoldRequest request, List<StoredAccount> accounts, Instant now) {
        return new StoredHold(
                request.key(),
                request.owner(),
                request.call(),
                request.worstCase(),
                now,
                request.expiresAt(),
                accounts);
    }

    /** What became of the key before; empty when it is new, and held now. */
    private static Optional<HoldStatus> insert(Connection connection, StoredHold hold) throws SQLException {
        if (!HoldRows.insert(connection, List.of(hold))) {
            connection.rollback();
            return status(connection, hold.key());
        }
        Optional<HoldStatus> ended = EntryRows.status(connection, hold.key());
        if (ended.isPresent()) {
            connection.rollback();
        }
        return ended;
    }

    private static Optional<HoldResult> refused(Standing standing, HoldRequest request) {
        return standing.shortOf(request.worstCase()).map(unit -> new Refused(standing, unit));
    }

    private static Optional<HoldStatus> status(Connection connection, String key) throws SQLException {
        return HoldRows.exists(connection, key) ? Optional.of(HoldStatus.HELD) : EntryRows.status(connection, key);
    }

    /** Ends a live hold. */
    Effect end(String key, HoldStatus status, @Nullable Settlement settlement) {
        return transactions.run(connection -> {
            Optional<StoredHold> hold = HoldRows.take(connection, key);
            if (hold.isPresent()) {
                Posting posting = new Posting(status, hold.get().held(), settlement);
                return post(connection, Line.end(hold.get(), posting, clock.instant()));
            }
            Optional<HoldStatus> ended = EntryRows.status(connection, key);
            if (ended.isEmpty()) {
                return Effect.UNKNOWN;
            }
            return settlement != null && ended.get() == HoldStatus.EXPIRED
                    ? postLate(connection, key, settlement)
                    : Effect.NONE;
        });
    }

    private Effect postLate(Connection connection, String key, Settlement settlement) throws SQLException {
        LedgerEntry first = EntryPage.ofKey(connection, key).orElseThrow();
        List<StoredAccount> accounts = AccountIds.read(connection, first.accounts());
        Instant at = clock.instant();
        StoredHold hold = new StoredHold(key, first.owner(), first.call(), Amount.ZERO, at, at, accounts);
        return post(connection, Line.end(hold, new Posting(HoldStatus.LATE, Amount.ZERO, settlement), at));
    }

    private static Effect post(Connection connection, Line line) throws SQLException {
        for (StoredAccount account : line.hold().accounts()) {
            AccountRows.post(connection, account.id(), Change.of(line.posting()), line.at());
            if (account.rolling() != null) {
                long slice = account.rolling().sliceAt(line.spentAt());
                SliceRows.add(connection, account, slice, line.posting().settled());
            }
        }
        try {
            EntryRows.insert(connection, List.of(line));
        } catch (SQLException e) {
            throw Transactions.isUniqueViolation(e) ? Transactions.again("a line is there already", e) : e;
        }
        return Effect.POSTED;
    }

    /** Returns all holds past their expiry and says how many. */
    int expire() {
        int count = 0;
        Instant now = clock.instant();
        List<String> due = due(now);
        while (!due.isEmpty()) {
            for (String key : due) {
                count += end(key, HoldStatus.EXPIRED, null) == Effect.POSTED ? 1 : 0;
            }
            due = due(now);
        }
        return count;
    }

    private List<String> due(Instant now) {
        return transactions.read(connection -> HoldRows.due(connection, now));
    }
}
