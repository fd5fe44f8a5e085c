package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.Content;
import io.cascadeflow.audit.GivenAnswers;
import io.cascadeflow.audit.Recorder;
import io.cascadeflow.audit.Redactor;
import io.cascadeflow.audit.RollingFile;
import io.cascadeflow.camel.config.RecorderConfiguration;
import io.cascadeflow.provider.recorded.Label;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a Camel context learns from its traffic, for operators: what was recorded and audited, whether gates still fit, and
 * the place to say how good an answer was. Also in JMX. Safe to share between threads.
 */
@ManagedResource(description = "CascadeFlow learning")
public final class CascadeFlowLearning extends ServiceSupport implements StaticService {

    private static final Logger LOG = LoggerFactory.getLogger(CascadeFlowLearning.class);
    private static final Duration CLOSING = Duration.ofSeconds(15);
    private static final int AUDIT_THREADS = 4;

    private final CamelContext context;
    private final AuditCounts counts = new AuditCounts();
    private final GivenAnswers given;
    private final DriftWatch drift;
    private final Audits audits;
    private final ExecutorService auditThreads;
    private final @Nullable ExecutorService writer;
    private final @Nullable Recorder recorder;
    private final Learning learning;

    /**
     * @throws IllegalArgumentException when texts are to be redacted and no {@link Redactor} is in the registry, or the file
     *     cannot be written
     */
    public CascadeFlowLearning(CamelContext context, @Nullable RecorderConfiguration recording, Clock clock) {
        this.context = context;
        this.given = new GivenAnswers(clock);
        this.drift = new DriftWatch(context);
        this.auditThreads = context.getExecutorServiceManager().newThreadPool(this, "CascadeFlowAudit", profile());
        this.audits = new Audits(context, auditThreads, counts);
        this.writer = recording == null
                ? null
                : context.getExecutorServiceManager().newSingleThreadExecutor(this, "CascadeFlowRecorder");
        this.recorder = recording == null || writer == null ? null : open(context, recording, writer);
        this.learning = new LiveLearning(
                recorder, recording == null ? 1 : recording.share(), audits, counts, given, drift, chance(context));
    }

    private static ThreadPoolProfile profile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("CascadeFlowAudit");
        profile.setDefaultProfile(false);
        profile.setPoolSize(AUDIT_THREADS);
        profile.setMaxPoolSize(AUDIT_THREADS);
        profile.setAllowCoreThreadTimeOut(true);
        return profile;
    }

    private static Recorder open(CamelContext context, RecorderConfiguration recording, ExecutorService writer) {
        Content content = content(context, recording);
        Path file = Path.of(recording.file());
        try {
            return new Recorder(
                    new RollingFile(file, recording.maxFileBytes(), recording.keep()),
                    content,
                    writer,
                    warning -> LOG.warn("recorder {}: {}", recording.file(), warning));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "recorder: %s cannot be written (%s)".formatted(recording.file(), e.getMessage()), e);
        }
    }

    private static Content content(CamelContext context, RecorderConfiguration recording) {
        return switch (recording.kept()) {
            case FULL -> Content.FULL;
            case FEATURES -> Content.FEATURES;
            case REDACTED -> {
                Redactor redactor = context.getRegistry().findSingleByType(Redactor.class);
                if (redactor == null) {
                    throw new IllegalArgumentException(
                            "recorder: content is redacted, and no %s is in the registry; bind one, or write content: features"
                                    .formatted(Redactor.class.getName()));
                }
                yield Content.redacted(redactor);
            }
        };
    }

    private static DoubleSupplier chance(CamelContext context) {
        RandomGenerator bound = context.getRegistry().findSingleByType(RandomGenerator.class);
        return bound != null
                ? bound::nextDouble
                : () -> ThreadLocalRandom.current().nextDouble();
    }

    /**
     * That of a Camel context.
     *
     * @throws IllegalStateException when its cascadeflow component is not started
     */
    public static CascadeFlowLearning in(CamelContext context) {
        CascadeFlowLearning learning = context.hasService(CascadeFlowLearning.class);
        if (learning == null) {
            throw new IllegalStateException("the cascadeflow component is not started: start the Camel context first");
        }
        return learning;
    }

    /** What cascades tell their runs. */
    public Learning learning() {
        return learning;
    }

    /** Whether anything is recorded. */
    public boolean isRecording() {
        return recorder != null;
    }

    /**
     * Says how good an answer was that was given earlier.
     *
     * @param decisionId of the decision that gave it
     * @param score 0 for bad to 1 for good
     * @return what becomes of it
     * @throws IllegalStateException when nothing is recorded
     */
    public FeedbackResult feedback(String decisionId, double score) {
        if (recorder == null) {
            throw new IllegalStateException(
                    "there is nothing that feedback could be joined to: configure a recorder, as in recorder: {file: recorded.jsonl}");
        }
        GivenAnswers.Place place = given.find(decisionId);
        if (place == GivenAnswers.Place.NOT_ON_RECORD) {
            return FeedbackResult.NOT_RECORDED;
        }
        if (!recorder.feedback(decisionId, Label.score(score))) {
            return FeedbackResult.DROPPED;
        }
        return place == GivenAnswers.Place.ON_RECORD ? FeedbackResult.JOINED : FeedbackResult.UNKNOWN;
    }

    @ManagedOperation(description = "Says how good an answer was: good, bad, or 0 to 1; returns what became of it")
    public String feedback(String decisionId, String label) {
        return feedback(decisionId, Scores.ofFeedback(label)).toString();
    }

    @ManagedOperation(description = "Accepts drafts of a cascade as configured again, after drift; false when they are")
    public boolean resetDrift(String cascade) {
        return drift.reset(cascade);
    }

    @ManagedAttribute(description = "What drift has led to, by cascade and tier; empty while all is as configured")
    public Map<String, String> getFallbacks() {
        return drift.fallbacks();
    }

    @ManagedAttribute(description = "Alarms that a gate no longer fits its traffic")
    public long getDriftAlarms() {
        return drift.alarms();
    }

    @ManagedAttribute(description = "Lines that were recorded")
    public long getRecorded() {
        return recorder == null ? 0 : recorder.written();
    }

    @ManagedAttribute(description = "Lines that were dropped because too many waited for the disk, or that failed")
    public long getRecordingsLost() {
        return recorder == null ? 0 : recorder.dropped() + recorder.failed();
    }

    @ManagedAttribute(description = "Audits in which draft and answer could be compared")
    public long getAuditsCompared() {
        return counts.compared.sum();
    }

    @ManagedAttribute(description = "Of those, the ones in which the draft was not as good")
    public long getAuditsDisagreed() {
        return counts.disagreed.sum();
    }

    @ManagedAttribute(description = "Audits in which draft and answer could not be compared")
    public long getAuditsUnlabelled() {
        return counts.unlabelled.sum();
    }

    @ManagedAttribute(description = "Audits that a budget refused")
    public long getAuditsRefused() {
        return counts.refused.sum();
    }

    @ManagedAttribute(description = "Audits that failed")
    public long getAuditsFailed() {
        return counts.failed.sum();
    }

    @ManagedAttribute(description = "Audits that were not made because too many were under way")
    public long getAuditsSkipped() {
        return counts.skipped.sum();
    }

    @ManagedAttribute(description = "Audits under way")
    public int getAuditsInFlight() {
        return audits.inFlight();
    }

    @ManagedAttribute(description = "What audits cost, in US dollars")
    public BigDecimal getAuditCost() {
        return counts.cost().toBigDecimal();
    }

    /** Waits for audits under way, and writes all that is to be recorded. */
    @Override
    protected void doStop() {
        audits.close(CLOSING);
        if (recorder != null) {
            try {
                recorder.close();
            } catch (IOException e) {
                LOG.warn("the recorder's file was not closed in order", e);
            }
        }
        context.getExecutorServiceManager().shutdownNow(auditThreads);
        if (writer != null) {
            context.getExecutorServiceManager().shutdown(writer);
        }
    }
}
