package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.Agreement;
import io.cascadeflow.audit.Answer;
import io.cascadeflow.audit.GivenAnswers;
import io.cascadeflow.audit.Question;
import io.cascadeflow.audit.Recorder;
import io.cascadeflow.camel.CascadeSetup;
import io.cascadeflow.camel.audit.EndedRun.TierAnswer;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.provider.recorded.Label;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records runs, has drafts audited, and watches whether gates still fit. */
final class LiveLearning implements Learning {

    private static final Logger LOG = LoggerFactory.getLogger(LiveLearning.class);

    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final @Nullable Recorder recorder;
    private final double recordedShare;
    private final Audits audits;
    private final AuditCounts counts;
    private final GivenAnswers given;
    private final DriftWatch drift;
    private final DoubleSupplier chance;

    /**
     * @param recorder absent when nothing is recorded
     * @param recordedShare of the runs without an audit
     * @param chance a number from 0 to below 1, another one at each call
     */
    LiveLearning(
            @Nullable Recorder recorder,
            double recordedShare,
            Audits audits,
            AuditCounts counts,
            GivenAnswers given,
            DriftWatch drift,
            DoubleSupplier chance) {
        this.recorder = recorder;
        this.recordedShare = recordedShare;
        this.audits = audits;
        this.counts = counts;
        this.given = given;
        this.drift = drift;
        this.chance = chance;
    }

    @Override
    public Cascade now(CascadeSetup setup) {
        return drift.now(setup.cascade());
    }

    @Override
    public boolean records() {
        return recorder != null && chance.getAsDouble() < recordedShare;
    }

    @Override
    public void ended(EndedRun run) {
        try {
            learn(run);
        } catch (Throwable t) {
            // whatever a gate throws when it is asked about itself: the answer is there and paid
            LOG.warn("nothing could be learned from a run of cascade '{}'", run.cascade(), t);
        }
    }

    @Override
    public void settle() {
        audits.await(SETTLING);
    }

    private void learn(EndedRun run) {
        drift.judged(run);
        TierAnswer draft = run.acceptedDraft();
        double share = run.setup().audit().share();
        if (draft != null && share > 0 && chance.getAsDouble() < share) {
            given.add(run.decision().id(), recorder != null);
            audits.afterwards(run, draft, labelled -> audited(run, draft.tier().name(), labelled));
        } else {
            given.add(run.decision().id(), run.recorded() && record(run.question()));
        }
    }

    private void audited(EndedRun run, String tier, @Nullable List<Answer> labelled) {
        Question question = run.question();
        if (labelled == null || question == null) {
            record(question);
            return;
        }
        Label label = labelled.get(labelled.size() - 2).label();
        if (label == null) {
            counts.unlabelled.increment();
        } else {
            counts.compared.increment();
            drift.audited(run, tier, 1 - label.quality());
            if (label.quality() < 1) {
                counts.disagreed.increment();
            }
        }
        if (recorder != null) {
            double weight = 1 / run.setup().audit().share();
            recorder.record(() -> question.with(labelled, weight));
        }
    }

    /** Whether it is on record. */
    private boolean record(@Nullable Question question) {
        return recorder != null && question != null && recorder.record(() -> labelled(question));
    }

    private Question labelled(Question question) {
        List<Answer> answers = question.answers().size() > 1 ? Agreement.label(question.answers()) : question.answers();
        return question.with(answers, 1 / recordedShare);
    }
}
