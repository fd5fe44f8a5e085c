package io.cascadeflow.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of a ledger, written down as simply as can be: it remembers all and adds it up each time. */
final class NaiveLedger {

    /** One call. */
    private static final class Call {
        final HoldRequest request;
        HoldStatus status = HoldStatus.HELD;
        List<Posting> postings = new ArrayList<>();

        Call(HoldRequest request) {
            this.request = request;
        }

        boolean concerns(Claim claim) {
            return request.claims().stream().anyMatch(own -> own.account().equals(claim.account()));
        }

        void end(HoldStatus how, Settlement settlement) {
            Amount held = status == HoldStatus.EXPIRED ? Amount.ZERO : request.worstCase();
            status = how;
            postings.add(new Posting(how, held, settlement));
        }
    }

    private final Map<String, Call> calls = new LinkedHashMap<>();

    String hold(HoldRequest request) {
        Call before = calls.get(request.key());
        if (before != null) {
            return before.status.name();
        }
        for (Claim claim : request.claims()) {
            String unit = shortOf(claim.budget(), balance(claim).used(), request.worstCase());
            if (!unit.isEmpty()) {
                return claim.account().budget() + " " + unit;
            }
        }
        calls.put(request.key(), new Call(request));
        return "granted";
    }

    private static String shortOf(Budget budget, Amount used, Amount more) {
        if (!budget.isEnforced()) {
            return "";
        }
        Amount then = used.plus(more);
        if (more.usd().nanos() > 0 && then.usd().compareTo(budget.limit()) > 0) {
            return "USD";
        }
        if (budget.maxCalls() != null && then.calls() > budget.maxCalls()) {
            return "CALLS";
        }
        boolean tokens = budget.maxTokens() != null && more.tokens() > 0 && then.tokens() > budget.maxTokens();
        return tokens ? "TOKENS" : "";
    }

    Effect settle(String key, Settlement settlement) {
        Call call = calls.get(key);
        if (call == null) {
            return Effect.UNKNOWN;
        }
        if (call.status != HoldStatus.HELD && call.status != HoldStatus.EXPIRED) {
            return Effect.NONE;
        }
        call.end(call.status == HoldStatus.EXPIRED ? HoldStatus.LATE : HoldStatus.SETTLED, settlement);
        return Effect.POSTED;
    }

    Effect release(String key) {
        Call call = calls.get(key);
        if (call == null) {
            return Effect.UNKNOWN;
        }
        if (call.status != HoldStatus.HELD) {
            return Effect.NONE;
        }
        call.status = HoldStatus.RELEASED;
        return Effect.POSTED;
    }

    int expire(Instant now) {
        List<Call> due = new ArrayList<>(calls.values());
        due.removeIf(call ->
                call.status != HoldStatus.HELD || call.request.expiresAt().isAfter(now));
        due.forEach(call -> call.status = HoldStatus.EXPIRED);
        return due.size();
    }

    Balance balance(Claim claim) {
        Balance sum = Balance.ZERO;
        for (Call call : calls.values()) {
            if (call.concerns(claim)) {
                Amount held = call.status == HoldStatus.HELD ? call.request.worstCase() : Amount.ZERO;
                sum = new Balance(sum.settled(), sum.held().plus(held), sum.overrun());
                for (Posting posting : call.postings) {
                    sum = new Balance(
                            sum.settled().plus(posting.settled()),
                            sum.held(),
                            sum.overrun().plus(posting.overrun()));
                }
            }
        }
        return sum;
    }
}
