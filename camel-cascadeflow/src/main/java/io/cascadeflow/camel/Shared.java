package io.cascadeflow.camel;

import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.camel.audit.Trails;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.draft.OwnSignals;
import io.cascadeflow.camel.observe.CascadeFlowCascades;
import io.cascadeflow.camel.observe.LateObserver;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Service;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints of a component and the cascades of its Camel context have in common.
 *
 * @param services those in the context, to be stopped from the first on
 */
record Shared(
        Configuration configuration,
        ProducerFactory producers,
        Cascades cascades,
        CascadeRuntime cascadeRuntime,
        CascadeFlowLearning learning,
        LateObserver observer,
        Deque<Service> services) {

    /**
     * Makes all of it, and starts it.
     *
     * @param location of the configuration; absent to find it
     * @param gate that judges by default; absent for the one that ships
     * @throws ConfigurationException when the configuration has problems
     */
    static Shared load(CamelContext context, @Nullable String location, @Nullable String gate, int transportThreads) {
        Configuration configured = ConfigurationLoader.load(context, location);
        Clock clock = clock(context);
        Gates gates = new Gates(context);
        Providers providers = new Providers(context);
        CascadeFlowCascades cascades = new CascadeFlowCascades();
        LateObserver observer = new LateObserver(cascades);
        ProducerFactory producers =
                new ProducerFactory(context, providers, configured, gates, clock, transportThreads, observer);
        ServiceHelper.startService(producers);
        Deque<Service> services = new ArrayDeque<>();
        try {
            add(context, services, () -> cascades);
            CascadeFlowAudit audit = add(context, services, () -> audit(context, configured, clock, producers));
            // stopped first: what it still asks for is on record, too
            CascadeFlowLearning learning =
                    add(context, services, () -> new CascadeFlowLearning(context, configured.recorder(), clock));
            return new Shared(
                    configured,
                    producers,
                    new Cascades(configured, gates, providers),
                    CascadeRuntime.of(
                            clock,
                            gates,
                            gate,
                            producers.accounting(),
                            () -> OwnSignals.of(context, configured.signals()),
                            learning.learning(),
                            observer,
                            audit.trail(),
                            producers.accounting().policies(),
                            producers.figures()),
                    learning,
                    observer,
                    services);
        } catch (Exception e) {
            stop(context, services, producers);
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    private static <T extends Service> T add(CamelContext context, Deque<Service> services, Supplier<T> maker)
            throws Exception {
        T service = maker.get();
        services.push(service);
        context.addService(service, true, true);
        return service;
    }

    private static CascadeFlowAudit audit(
            CamelContext context, Configuration configured, Clock clock, ProducerFactory producers) {
        Trails trails =
                new Trails(context, clock, store -> producers.accounting().auditDatabase(store));
        return new CascadeFlowAudit(trails.open(configured.audit()), clock);
    }

    private static Clock clock(CamelContext context) {
        Clock bound = context.getRegistry().findSingleByType(Clock.class);
        return bound != null ? bound : Clock.systemUTC();
    }

    void stop(CamelContext context) {
        observer.close();
        stop(context, services, producers);
    }

    private static void stop(CamelContext context, Deque<Service> services, ProducerFactory producers) {
        for (Service service : services) {
            ServiceHelper.stopAndShutdownService(service);
            try {
                context.removeService(service);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
        ServiceHelper.stopAndShutdownService(producers);
    }
}
