package io.cascadeflow.camel;

import io.cascadeflow.camel.audit.FeedbackProducer;
import io.cascadeflow.camel.budget.LedgerDatabase;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.failover.FailOverTools;
import io.cascadeflow.camel.observe.HealthChecks;
import io.cascadeflow.camel.observe.LateObserver;
import io.cascadeflow.camel.observe.Observers;
import io.cascadeflow.pricing.Pricing;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Creates {@link CascadeFlowEndpoint}s from one configuration. */
@Component("cascadeflow")
public class CascadeFlowComponent extends DefaultComponent {

    static {
        // headers carry keys, too: Camel masks their values where it shows an endpoint's URI
        URISupport.addSanitizeKeywords("additionalHeader");
    }

    @Metadata(
            supportFileReference = true,
            description = "The location of the configuration file with models and cascades, such as"
                    + " classpath:cascadeflow.yaml")
    private @Nullable String configuration;

    @Metadata(description = "The options that each endpoint starts from, when they are set together")
    private CascadeFlowConfiguration defaults = new CascadeFlowConfiguration();

    @Metadata(
            label = "advanced",
            defaultValue = "5",
            description = "How often in seconds a configuration in a file: is looked at: what has changed takes the"
                    + " place of what was there as a whole, or is rejected as a whole; 0 for never")
    private int reloadSeconds = 5;

    @Metadata(
            label = "advanced",
            defaultValue = "200",
            description = "The most threads that calls through the camel transport use where the JVM has no virtual"
                    + " threads: so many calls are in flight, as many again wait, further ones are refused")
    private int transportThreads = 200;

    @Metadata(
            label = "advanced",
            description = "The name of the MeterRegistry of Micrometer's to count in; without it the only one in the"
                    + " registry, or the only composite of several, or all of them")
    private @Nullable String meterRegistry;

    @Metadata(
            label = "advanced",
            defaultValue = "0",
            description = "From which age in days on the health check of the shipped prices is down; 0 for never")
    private int maxPriceAgeDays;

    private @Nullable Shared shared;
    private @Nullable HealthChecks healthChecks;

    /** Reads the configuration; not at init, for camel-main and Spring Boot set the options only after that. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Shared ready = shared();
        LateObserver observer = ready.observer();
        Clock clock = clock();
        HealthChecks checks = new HealthChecks(this, clock);
        checks.register();
        healthChecks = checks;
        observer.open(() -> Observers.of(this, clock));
        // beans of other services may come while the context starts
        getCamelContext()
                .addStartupListener((context, alreadyStarted) -> observer.open(() -> Observers.of(this, clock)));
    }

    @Override
    protected void doShutdown() throws Exception {
        if (healthChecks != null) {
            healthChecks.unregister();
            healthChecks = null;
        }
        if (shared != null) {
            shared.stop(getCamelContext());
            shared = null;
        }
        super.doShutdown();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        CascadeFlowEndpoint endpoint = new CascadeFlowEndpoint(uri, this, defaults.copy());
        int colon = remaining.indexOf(':');
        endpoint.setProvider(colon < 0 ? remaining : remaining.substring(0, colon));
        if (colon >= 0) {
            endpoint.setModel(remaining.substring(colon + 1));
        }
        setProperties(endpoint, parameters);
        return endpoint;
    }

    Producer producer(CascadeFlowEndpoint endpoint) {
        if (endpoint.isFeedback()) {
            return new FeedbackProducer(endpoint, shared().learning());
        }
        if (endpoint.isRetrieval()) {
            return shared().producers().retrieval(endpoint);
        }
        return endpoint.isCascade()
                ? shared().cascades().producer(endpoint)
                : shared().producers().create(endpoint);
    }

    /**
     * Makes vectors: with the bean that {@code endpoint}'s option embeddingModel names, else with its provider, which must speak
     * OpenAI's protocol.
     *
     * @throws IllegalArgumentException when an option is missing or makes no sense, or the model has no price
     */
    public PaidEmbeddings embeddings(CascadeFlowEndpoint endpoint) {
        return shared().producers().embeddings(endpoint);
    }

    /** What tiers with several endpoints work with. */
    public FailOverTools failOverTools() {
        return shared().producers().failOverTools();
    }

    /** What models cost now. */
    public Pricing pricing() {
        return shared().producers().accounting().payers().meter().pricing();
    }

    /** What is configured now. */
    public Configuration configured() {
        return shared().configuration();
    }

    /** The database of the ledger; empty where the ledger is in memory. */
    public Optional<LedgerDatabase> ledgerDatabase() {
        return shared().producers().accounting().database();
    }

    /** Whether the models of this component's endpoints answer, by {@code provider:model}, as far as calls have shown. */
    public Map<String, Boolean> standings() {
        return shared().producers().standings();
    }

    /** How many requests to providers are under way. */
    public int callsUnderWay() {
        return shared().producers().accounting().callsUnderWay();
    }

    /** The time that its calls are dated by. */
    public Clock clock() {
        return shared().cascadeRuntime().clock();
    }

    CascadeRuntime cascadeRuntime() {
        return shared().cascadeRuntime();
    }

    /** On first use: a route with a cascade asks for it before Camel has started its components. */
    private Shared shared() {
        lock.lock();
        try {
            if (shared == null) {
                shared = Shared.load(
                        getCamelContext(),
                        configuration,
                        Duration.ofSeconds(reloadSeconds),
                        defaults.getGate(),
                        transportThreads);
            }
            return shared;
        } finally {
            lock.unlock();
        }
    }

    public @Nullable String getConfiguration() {
        return configuration;
    }

    public void setConfiguration(@Nullable String configuration) {
        this.configuration = configuration;
    }

    public @Nullable String getMeterRegistry() {
        return meterRegistry;
    }

    public void setMeterRegistry(@Nullable String meterRegistry) {
        this.meterRegistry = meterRegistry;
    }

    public int getMaxPriceAgeDays() {
        return maxPriceAgeDays;
    }

    public void setMaxPriceAgeDays(int maxPriceAgeDays) {
        this.maxPriceAgeDays = maxPriceAgeDays;
    }

    public CascadeFlowConfiguration getDefaults() {
        return defaults;
    }

    public void setDefaults(CascadeFlowConfiguration defaults) {
        this.defaults = defaults;
    }

    public int getReloadSeconds() {
        return reloadSeconds;
    }

    public void setReloadSeconds(int reloadSeconds) {
        this.reloadSeconds = reloadSeconds;
    }

    public int getTransportThreads() {
        return transportThreads;
    }

    public void setTransportThreads(int transportThreads) {
        this.transportThreads = transportThreads;
    }
}
