package io.cascadeflow.camel;

import io.cascadeflow.camel.agent.CascadeFlowTools;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.camel.audit.Trails;
import io.cascadeflow.camel.cache.AnswerCaches;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.draft.OwnSignals;
import io.cascadeflow.camel.observe.CascadeFlowCascades;
import io.cascadeflow.camel.observe.LateObserver;
import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import java.time.Clock;
import java.time.Duration;
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
        ProducerFactory producers,
        Cascades cascades,
        Agents agents,
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
    static Shared load(
            CamelContext context,
            @Nullable String location,
            Duration reloadInterval,
            @Nullable String gate,
            int transportThreads) {
        ConfigurationSource source = new ConfigurationSource(context, location);
        ConfigurationSource.Written written = source.read();
        Configuration configured = written.configuration();
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
            // stopped before the trail is closed: what is decided then is on record, too
            services.push(producers.underWay());
            // stopped first: what it still asks for is on record, too
            CascadeFlowLearning learning =
                    add(context, services, () -> new CascadeFlowLearning(context, configured.recorder(), clock));
            Cascades ofEndpoints = new Cascades(producers.accounting(), gates, providers);
            add(context, services, () -> new CascadeFlowPolicies(context, () -> ofEndpoints.now(context), clock));
            add(
                    context,
                    services,
                    () -> new CascadeFlowReload(context, source, written, ofEndpoints::adopt, clock, reloadInterval));
            CascadeFlowTools tools = add(context, services, () -> new CascadeFlowTools(context));
            return new Shared(
                    producers,
                    ofEndpoints,
                    new Agents(context, producers, ofEndpoints, tools, audit.trail()),
                    CascadeRuntime.of(
                            clock,
                            gates,
                            gate,
                            producers.accounting(),
                            () -> OwnSignals.of(context, configured.signals()),
                            learning.learning(),
                            observer,
                            audit.trail(),
                            new AnswerCaches(context, clock, observer, producers::vectors)),
                    learning,
                    observer,
                    services);
        } catch (Exception e) {
            stop(context, services, producers);
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** What holds for calls that begin now. */
    Configuration configuration() {
        return producers.accounting().terms().configuration();
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
