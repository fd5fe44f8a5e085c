package io.cascadeflow.camel.observe;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.cache.CacheEvent;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.AttemptEnd;
import io.cascadeflow.provider.ProviderException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for an observer that can be made only once its Camel context has its beans, and keeps what fails in one away from calls:
 * their answers are paid for. Thread-safe.
 */
public final class LateObserver implements Observer {

    private static final Logger LOG = LoggerFactory.getLogger(LateObserver.class);

    private final CascadeFlowCascades cascades;
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile Observer observer = Observer.NONE;

    /** @param cascades told from the beginning, of cascades and decisions only */
    public LateObserver(CascadeFlowCascades cascades) {
        this.cascades = cascades;
    }

    /** Makes the observer, unless there is one by now. */
    public synchronized void open(Supplier<Observer> maker) {
        if (observer == Observer.NONE) {
            observer = maker.get();
        }
    }

    @Override
    public void runs(Cascade cascade) {
        cascades.runs(cascade);
    }

    @Override
    public WatchedRun begins(String cascade) {
        return observer.begins(cascade);
    }

    @Override
    public void decided(DecidedRun run) {
        cascades.decided(run);
        tell(told -> told.decided(run));
    }

    @Override
    public void ended(AttemptEnd end) {
        tell(told -> told.ended(end));
    }

    @Override
    public void notAsked(ModelId model, ProviderException failure) {
        tell(told -> told.notAsked(model, failure));
    }

    @Override
    public void cache(String cascade, CacheEvent event) {
        tell(told -> told.cache(cascade, event));
    }

    @Override
    public void foreign(CallRef call, Usd amount) {
        tell(told -> told.foreign(call, amount));
    }

    @Override
    public void paid(Standing standing) {
        tell(told -> told.paid(standing));
    }

    @Override
    public void refused(Standing standing, Usd wanted) {
        tell(told -> told.refused(standing, wanted));
    }

    private void tell(Consumer<Observer> what) {
        try {
            what.accept(observer);
        } catch (RuntimeException | LinkageError e) {
            if (warned.compareAndSet(false, true)) {
                LOG.warn("metrics cannot be counted; look at what the meter registry does. Said once", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        observer.close();
        observer = Observer.NONE;
    }
}
