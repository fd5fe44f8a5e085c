package io.cascadeflow.camel;

import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.camel.config.Configuration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again, when its file has changed or when it is told to. What is read takes the place of what was there as
 * a whole, for calls that begin afterwards; or it is rejected as a whole, for a reason that is in the log, in JMX and in the health
 * check, and what was there goes on. Also in JMX. Safe to share between threads.
 */
@ManagedResource(description = "CascadeFlow configuration")
public final class CascadeFlowReload extends ServiceSupport implements StaticService {

    private static final Logger LOG = LoggerFactory.getLogger(CascadeFlowReload.class);

    private final CamelContext context;
    private final ConfigurationSource source;
    private final Consumer<Configuration> adopter;
    private final Clock clock;
    private final Duration interval;
    private ConfigurationSource.Written adopted;
    private Optional<String> seen;
    private boolean mayPass;
    private volatile @Nullable Rejection rejection;
    private volatile Instant since;
    private @Nullable ScheduledExecutorService watch;

    /**
     * Why what is written does not hold.
     *
     * @param at when it was read
     */
    public record Rejection(Instant at, String reason) {}

    /**
     * @param first what was read when the component started
     * @param adopter takes a configuration over, or throws and leaves everything as it is
     * @param interval how often the file is looked at; zero for never
     */
    CascadeFlowReload(
            CamelContext context,
            ConfigurationSource source,
            ConfigurationSource.Written first,
            Consumer<Configuration> adopter,
            Clock clock,
            Duration interval) {
        if (interval.isNegative()) {
            throw new IllegalArgumentException(
                    "reloadSeconds is %d; give some seconds, or 0 for never".formatted(interval.toSeconds()));
        }
        this.context = context;
        this.source = source;
        this.adopted = first;
        this.seen = Optional.of(first.fingerprint());
        this.adopter = adopter;
        this.clock = clock;
        this.interval = interval;
        this.since = clock.instant();
    }

    /**
     * That of a Camel context.
     *
     * @throws IllegalStateException when its cascadeflow component is not started
     */
    public static CascadeFlowReload in(CamelContext context) {
        CascadeFlowReload reload = context.hasService(CascadeFlowReload.class);
        if (reload == null) {
            throw new IllegalStateException("the cascadeflow component is not started: start the Camel context first");
        }
        return reload;
    }

    /**
     * Reads the configuration now.
     *
     * @return whether what is written holds from now on, or has held before
     */
    @ManagedOperation(description = "Reads the configuration again; false when it is rejected, see Rejected")
    public synchronized boolean reload() {
        try {
            seen = Optional.empty();
            ConfigurationSource.Written written = source.read();
            seen = Optional.of(written.fingerprint());
            if (!written.fingerprint().equals(adopted.fingerprint())) {
                adopt(written);
            }
            rejection = null;
            mayPass = false;
            return true;
        } catch (RuntimeException e) {
            mayPass = e instanceof LedgerException;
            reject(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void reject(String reason) {
        Rejection before = rejection;
        if (before == null || !before.reason().equals(reason)) {
            LOG.warn("the changed configuration is rejected, the one before goes on: {}", reason);
        }
        rejection = new Rejection(clock.instant(), reason);
    }

    private void adopt(ConfigurationSource.Written written) {
        List<String> fixed = written.configuration().fixedPartsUnlike(adopted.configuration());
        if (!fixed.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s changed, which needs a restart; restart, or take that change back".formatted(fixed));
        }
        adopter.accept(written.configuration());
        adopted = written;
        since = clock.instant();
        LOG.info("the configuration was read again ({})", written.fingerprint());
    }

    /** What was rejected is not read again until it changes, but where only the ledger could not be reached. */
    private synchronized void look() {
        Optional<String> now = fingerprint();
        if (!now.equals(seen) || mayPass) {
            reload();
            seen = now;
        }
    }

    private Optional<String> fingerprint() {
        try {
            return Optional.of(source.fingerprint());
        } catch (RuntimeException cannotBeRead) {
            return Optional.empty();
        }
    }

    /** Why what is written does not hold; absent when it does. */
    public @Nullable Rejection rejection() {
        return rejection;
    }

    /** Since when what holds does. */
    public Instant since() {
        return since;
    }

    @ManagedAttribute(description = "Why what is written does not hold; empty when it does")
    public String getRejected() {
        Rejection now = rejection;
        return now == null ? "" : "%s: %s".formatted(now.at(), now.reason());
    }

    @ManagedAttribute(description = "Since when the configuration that holds does")
    public String getSince() {
        return since.toString();
    }

    @ManagedAttribute(description = "Tells the configuration that holds from another one")
    public synchronized String getFingerprint() {
        return adopted.fingerprint();
    }

    @Override
    protected void doStart() {
        if (source.canChange() && !interval.isZero()) {
            ScheduledExecutorService threads =
                    context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "CascadeFlowReload");
            watch = threads;
            threads.scheduleWithFixedDelay(this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected void doStop() {
        if (watch != null) {
            context.getExecutorServiceManager().shutdownNow(watch);
            watch = null;
        }
    }
}
