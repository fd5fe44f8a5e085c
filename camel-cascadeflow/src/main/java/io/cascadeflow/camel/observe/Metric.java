package io.cascadeflow.camel.observe;

import java.util.List;

/**
 * All metrics, by Micrometer's names. Labels whose values come from outside, such as names of models, take the first values
 * that come, up to a bound; what comes later is counted as {@code other}.
 */
public enum Metric {
    OPERATION_DURATION(
            "gen_ai.client.operation.duration",
            Kind.TIMER,
            "",
            2,
            List.of("gen_ai.provider.name", "gen_ai.request.model", "gen_ai.operation.name", "error.type"),
            "Requests to providers, each attempt of a call for itself"),
    TOKEN_USAGE(
            "gen_ai.client.token.usage",
            Kind.SUMMARY,
            "",
            2,
            List.of("gen_ai.provider.name", "gen_ai.request.model", "gen_ai.operation.name", "gen_ai.token.type"),
            "Tokens of a request, all kinds of input together"),
    TIME_TO_FIRST_CHUNK(
            "gen_ai.client.operation.time_to_first_chunk",
            Kind.TIMER,
            "",
            2,
            List.of("gen_ai.provider.name", "gen_ai.request.model", "gen_ai.operation.name"),
            "From a streamed request to the first piece of its reply"),
    DECISIONS(
            "cascadeflow.decisions",
            Kind.COUNTER,
            "",
            2,
            List.of("cascade", "tier", "outcome"),
            "Decisions, by the tier whose answer was given, or none"),
    DECISION_DURATION(
            "cascadeflow.decision.duration",
            Kind.TIMER,
            "",
            1,
            List.of("cascade"),
            "From the question to the decision"),
    ESCALATIONS(
            "cascadeflow.escalations",
            Kind.COUNTER,
            "",
            2,
            List.of("cascade", "tier", "reason"),
            "Tiers that were passed over or whose answer was not taken, so that the next was asked"),
    CONFIDENCE(
            "cascadeflow.confidence",
            Kind.SUMMARY,
            "",
            2,
            List.of("cascade", "tier"),
            "Confidence of answers for which one could be measured"),
    COST(
            "cascadeflow.cost",
            Kind.COUNTER,
            "usd",
            5,
            List.of("cascade", "tier", "role", "gen_ai.provider.name", "gen_ai.request.model"),
            "What was paid, as it is on the ledger"),
    SAVED(
            "cascadeflow.saved",
            Kind.COUNTER,
            "usd",
            1,
            List.of("cascade"),
            "What decisions cost less than the last tier alone would have, at list price for the same tokens"),
    LOST(
            "cascadeflow.lost",
            Kind.COUNTER,
            "usd",
            1,
            List.of("cascade"),
            "What decisions cost more than the last tier alone did: drafts that were paid for in vain"),
    UNPRICED(
            "cascadeflow.calls.unpriced",
            Kind.COUNTER,
            "",
            2,
            List.of("gen_ai.provider.name", "gen_ai.request.model"),
            "Requests charged at the operator's ceiling, for want of a price"),
    PROVIDER_ERRORS(
            "cascadeflow.provider.errors",
            Kind.COUNTER,
            "",
            2,
            List.of("gen_ai.provider.name", "gen_ai.request.model", "kind"),
            "Failed requests to providers, retries included, and calls that the breaker kept away"),
    BREAKER(
            "cascadeflow.breaker.state",
            Kind.GAUGE,
            "",
            2,
            List.of("gen_ai.provider.name", "gen_ai.request.model"),
            "1 while the breakers of all of a model's addresses keep calls away, else 0"),
    BUDGET_USED(
            "cascadeflow.budget.used",
            Kind.GAUGE,
            "usd",
            1,
            List.of("budget"),
            "Settled and held in the running window; of a budget with a key, the fullest account, as this node's last calls saw it"),
    BUDGET_LIMIT("cascadeflow.budget.limit", Kind.GAUGE, "usd", 1, List.of("budget"), "The limit of each account"),
    BUDGET_REFUSED(
            "cascadeflow.budget.refused",
            Kind.COUNTER,
            "",
            1,
            List.of("budget"),
            "Requests that a budget did not let through"),
    CACHE(
            "cascadeflow.cache",
            Kind.COUNTER,
            "",
            1,
            List.of("cascade", "result"),
            "What becomes of questions and answers at caches: hit, miss, similar (after a miss), kept, failure, poisoned"),
    CALLS_ACTIVE("cascadeflow.calls.active", Kind.GAUGE, "", 0, List.of(), "Requests under way from this node"),
    HOLDS("cascadeflow.holds.open", Kind.GAUGE, "", 0, List.of(), "Holds on the ledger that have not ended"),
    PENDING("cascadeflow.ledger.pending", Kind.GAUGE, "", 0, List.of(), "Ends of holds that wait to be written"),
    AUDITS(
            "cascadeflow.audits",
            Kind.COUNTER,
            "",
            0,
            List.of("result"),
            "Accepted drafts that were compared with the next tier's answer, or should have been"),
    REGRET(
            "cascadeflow.audit.regret",
            Kind.GAUGE,
            "",
            0,
            List.of(),
            "Share of compared audits since the start in which the draft was not as good"),
    RECORDS(
            "cascadeflow.records",
            Kind.COUNTER,
            "",
            0,
            List.of("sink", "result"),
            "Decisions that were to be put on record: written, dropped for want of room, or lost at the end"),
    RECORDS_WAITING(
            "cascadeflow.records.waiting",
            Kind.GAUGE,
            "",
            0,
            List.of("sink"),
            "Decisions that wait to be put on record"),
    RECORDS_FAILURES(
            "cascadeflow.records.failures",
            Kind.COUNTER,
            "",
            0,
            List.of("sink"),
            "How often a sink of the audit trail failed and was tried again"),
    DRIFT_ALARMS(
            "cascadeflow.drift.alarms",
            Kind.COUNTER,
            "",
            0,
            List.of(),
            "Alarms that a gate no longer fits its traffic"),
    DRIFT(
            "cascadeflow.drift",
            Kind.GAUGE,
            "",
            0,
            List.of(),
            "Tiers whose thresholds are raised or closed by drift just now");

    /** What is measured of it. */
    public enum Kind {
        COUNTER,
        GAUGE,
        /** A histogram of seconds. */
        TIMER,
        /** A histogram of numbers. */
        SUMMARY
    }

    private final String id;
    private final Kind kind;
    private final String unit;
    private final int open;
    private final List<String> labels;
    private final String description;

    Metric(String id, Kind kind, String unit, int open, List<String> labels, String description) {
        this.id = id;
        this.kind = kind;
        this.unit = unit;
        this.open = open;
        this.labels = labels;
        this.description = description;
    }

    /** As Micrometer spells it. */
    public String id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** Empty when the name says it. */
    public String unit() {
        return unit;
    }

    /** How many of the labels, from the first on, have values from outside; the others have closed sets. */
    public int open() {
        return open;
    }

    public List<String> labels() {
        return labels;
    }

    public String description() {
        return description;
    }
}
