package io.cascadeflow.examples.multitenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.pricing.Usd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of the trials.
 *
 * @param rows a tenant each
 * @param kept what must hold, and whether it does
 */
record Report(List<Row> rows, Map<String, Boolean> kept) {

    /**
     * One tenant.
     *
     * @param told what its answers said that they cost
     * @param standing how its budget stands
     */
    record Row(
            String tenant,
            int asked,
            long answered,
            long cached,
            long denied,
            long broke,
            long hasty,
            Usd told,
            Standing standing) {

        static Row of(String tenant, List<Answer> answers, Standing standing) {
            return new Row(
                    tenant,
                    answers.size(),
                    answers.stream().filter(Answer::isOk).count(),
                    answers.stream()
                            .filter(one -> one.isOk() && one.usd().equals(Usd.ZERO))
                            .count(),
                    answers.stream().filter(one -> one.status() == 403).count(),
                    count(answers, "insufficient_quota"),
                    count(answers, "rate_limit_exceeded"),
                    answers.stream().map(Answer::usd).reduce(Usd.ZERO, Usd::plus),
                    standing);
        }

        private static long count(List<Answer> answers, String code) {
            return answers.stream().filter(one -> one.code().equals(code)).count();
        }

        private Usd limit() {
            return standing.claim().budget().limit();
        }

        /** Every request has one end, and the money adds up. */
        boolean isRight() {
            Usd spent = standing.balance().settled().usd();
            return answered + denied + broke + hasty == asked
                    && spent.equals(told)
                    && spent.compareTo(limit()) <= 0
                    && standing.balance().held().usd().equals(Usd.ZERO);
        }
    }

    boolean isSound() {
        return kept.values().stream().allMatch(Boolean::booleanValue);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%-8s %6s %9s %7s %7s %12s %12s %12s %8s"
                .formatted(
                        "tenant",
                        "asked",
                        "answered",
                        "cached",
                        "denied",
                        "over budget",
                        "too often",
                        "spent USD",
                        "of"));
        rows.forEach(row -> lines.add("%-8s %6d %9d %7d %7d %12d %12d %12s %8s"
                .formatted(
                        row.tenant(),
                        row.asked(),
                        row.answered(),
                        row.cached(),
                        row.denied(),
                        row.broke(),
                        row.hasty(),
                        row.standing().balance().settled().usd(),
                        row.limit())));
        lines.add("");
        kept.forEach((what, holds) -> lines.add((holds ? "yes  " : "NO   ") + what));
        return String.join(System.lineSeparator(), lines);
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode tenants = json.putObject("tenants");
        rows.forEach(row -> tenants.putObject(row.tenant())
                .put("asked", row.asked())
                .put("answered", row.answered())
                .put("cached", row.cached())
                .put("denied", row.denied())
                .put("overBudget", row.broke())
                .put("tooOften", row.hasty())
                .put("spentUsd", row.standing().balance().settled().usd().toBigDecimal())
                .put("limitUsd", row.limit().toBigDecimal()));
        ObjectNode holds = json.putObject("holds");
        kept.forEach(holds::put);
        return json.put("sound", isSound()).toString();
    }
}
