package io.cascadeflow.audit;

import org.jspecify.annotations.Nullable;

/**
 * How a cascade learns from its own traffic.
 *
 * @param share the chance, 0 to 1, with which the next tier is asked about a draft that was accepted
 * @param judge the endpoint that scores such a draft; absent to label by agreement
 * @param onDrift what follows when the gate no longer fits
 */
public record AuditPlan(double share, @Nullable String judge, OnDrift onDrift) {

    /** No audits; in doubt the dearer model answers. */
    public static final AuditPlan NONE = new AuditPlan(0, null, OnDrift.STRICTER);

    public AuditPlan {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("auditShare is %s; it is a share, 0 to 1".formatted(share));
        }
        if (judge != null && share == 0) {
            throw new IllegalArgumentException("auditJudge has nothing to judge; set auditShare above 0 or remove it");
        }
    }
}
