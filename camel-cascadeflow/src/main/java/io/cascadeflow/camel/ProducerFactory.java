package io.cascadeflow.camel;

import io.cascadeflow.audit.trail.AuditTrail;
import io.cascadeflow.camel.CascadeFlowConfiguration.Operation;
import io.cascadeflow.camel.CascadeFlowConfiguration.TransportKind;
import io.cascadeflow.camel.ProviderProducer.Judging;
import io.cascadeflow.camel.agent.AgentWorkings;
import io.cascadeflow.camel.agent.CascadeFlowTools;
import io.cascadeflow.camel.budget.Accounting;
import io.cascadeflow.camel.budget.BudgetReferences;
import io.cascadeflow.camel.budget.Need;
import io.cascadeflow.camel.cache.Vectors;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.draft.Embeddings;
import io.cascadeflow.camel.draft.Measurement;
import io.cascadeflow.camel.draft.Measurements;
import io.cascadeflow.camel.draft.OwnSignals;
import io.cascadeflow.camel.draft.PaidModel;
import io.cascadeflow.camel.draft.PastQuestions;
import io.cascadeflow.camel.draft.Sampler;
import io.cascadeflow.camel.draft.SelfCheck;
import io.cascadeflow.camel.failover.FailOverTools;
import io.cascadeflow.camel.http.BlockingThreads;
import io.cascadeflow.camel.http.CamelHttpTransport;
import io.cascadeflow.camel.http.EventLoops;
import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.camel.http.VertxTransport;
import io.cascadeflow.camel.retrieval.Sources;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.History;
import io.cascadeflow.confidence.MeasuredSignals;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.TimeOrderedId;
import io.cascadeflow.provider.BackoffRetry;
import io.cascadeflow.provider.BlockingCalls;
import io.cascadeflow.provider.CallGuard;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.MeterListener;
import io.cascadeflow.provider.Patience;
import io.cascadeflow.provider.Pause;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.Transport;
import io.cascadeflow.provider.resilience.ObservedTransport;
import io.cascadeflow.provider.resilience.ProtectedEndpoint;
import io.cascadeflow.provider.resilience.RateBucket;
import io.cascadeflow.provider.resilience.Resilience;
import io.cascadeflow.provider.resilience.ResilientProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.Service;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Makes the producers of endpoints, and owns what they share: prices, gates, transports, and what waits for calls. */
final class ProducerFactory extends ServiceSupport {

    private final CamelContext camelContext;
    private final Configuration configuration;
    private final Gates gates;
    private final Clock clock;
    private final Providers providers;
    private final ProviderSettingsReader settings;
    private final Histories histories = new Histories();
    private final Embedders embedders;
    private final int transportThreads;
    private final MeterListener observer;
    private final Map<TransportKind, Transport> transports = new EnumMap<>(TransportKind.class);
    private @Nullable BlockingThreads blocking;
    private @Nullable Waiting waiting;

    /** What works while a call is under way and no thread waits, and what pays for it. */
    private record Waiting(
            ScheduledExecutorService timer,
            ExecutorService workers,
            Pause pause,
            CallGuard guard,
            Resilience resilience,
            Accounting accounting) {}

    ProducerFactory(
            CamelContext camelContext,
            Providers providers,
            Configuration configuration,
            Gates gates,
            Clock clock,
            int transportThreads,
            MeterListener observer) {
        this.camelContext = camelContext;
        this.configuration = configuration;
        this.gates = gates;
        this.clock = clock;
        this.transportThreads = transportThreads;
        this.observer = observer;
        this.providers = providers;
        this.settings = new ProviderSettingsReader(camelContext);
        this.embedders = new Embedders(camelContext);
    }

    /** @throws IllegalArgumentException when an option is missing or makes no sense, or the model has no price */
    Producer create(CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        if (options.getOperation() == Operation.embeddings) {
            OptionChecks.ofEmbeddings(endpoint);
            return new EmbeddingsProducer(endpoint, embeddings(endpoint), options.getDimensions(), clock);
        }
        OptionChecks.ofProvider(endpoint);
        ModelId model = endpoint.modelId();
        Waiting calls = waiting();
        ChatProvider provider = provider(settings.read(endpoint), model, options, calls);
        PaidModel paid = paid(model, provider, options, calls.accounting());
        Gate gate = gates.find(options.getGate());
        Sampler sampler = new Sampler(paid, SamplePrompts.of(options.getSamplePrompt()));
        RequestReader requests = new RequestReader(options, settings.format(options));
        Judging judging = new Judging(gate, options.getSamples());
        sampler.check(judging.known(), requests.drawn());
        return new ProviderProducer(
                endpoint,
                paid,
                requests,
                new Unsupported(paid, options.getOnUnsupported()),
                new ReplyWriter(
                        model,
                        exchange -> calls.accounting()
                                .payers()
                                .around(exchange)
                                .figures()
                                .energy(),
                        options.getOutputType(),
                        options.getOutputClass()),
                sampler,
                judging,
                measuring(paid, options, calls),
                Duration.ofMillis(options.getRequestTimeout()),
                options.isStreaming() ? options.getOutputType() : null,
                clock);
    }

    /** @throws IllegalArgumentException when an option makes no sense, or there is no such source */
    Producer retrieval(CascadeFlowEndpoint endpoint) {
        endpoint.modelName();
        OptionChecks.ofRetrieval(endpoint);
        Sources sources = new Sources(camelContext, blockingCalls(), waiting().pause());
        return new RetrievalProducer(endpoint, sources.of(endpoint), clock);
    }

    /**
     * What caches look for similar questions with.
     *
     * @throws IllegalArgumentException when there is no such bean, or it makes no vectors
     */
    Vectors vectors(String bean) {
        return embedders.vectors(bean);
    }

    private Measuring measuring(PaidModel model, CascadeFlowConfiguration options, Waiting calls) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        OwnSignals own = OwnSignals.of(camelContext, configuration.signals());
        if (!own.isEmpty()) {
            all.put("the user's own signals", own);
        }
        if (options.isSelfCheck()) {
            all.put(MeasuredSignals.TRUE.name(), new SelfCheck(model, options.isLogprobs()));
        }
        JudgeEndpoint judge = options.getJudge() == null ? null : judge(options.getJudge());
        if (judge != null) {
            all.put(MeasuredSignals.JUDGED.name(), judge);
        }
        if (options.getEmbeddingModel() != null) {
            all.put("embedding", new Embeddings(embedders.find(options.getEmbeddingModel()), embedders.workers()));
        }
        if (options.getHistory() != null) {
            History history = histories.of(settings.resource(options.getHistory()), model.id());
            all.put(MeasuredSignals.HISTORY.name(), new PastQuestions(history));
        }
        return new Measuring(options.isSelfStated(), new Measurements(model.id(), all, calls.pause(), clock), judge);
    }

    private JudgeEndpoint judge(String uri) {
        try {
            return new JudgeEndpoint(camelContext.getEndpoint(uri));
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "option judge names no endpoint that can be asked; give one such as RAW(cascadeflow:openai:gpt-4o?temperature=0)",
                    e);
        }
    }

    /**
     * Whatever makes vectors at this endpoint: the bean that its option embeddingModel names, else the provider.
     *
     * @throws IllegalArgumentException when an option is missing or makes no sense, or the model has no price
     */
    PaidEmbeddings embeddings(CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        OptionChecks.ofProvider(endpoint);
        ModelId model = endpoint.modelId();
        Waiting calls = waiting();
        ProviderSettings read = settings.read(endpoint);
        Transport transport = transport(options.getTransport());
        ProtectedEndpoint shared = calls.resilience().endpoint(read, model.name(), ResilienceOptions.rules(options));
        ProviderContext context = new ProviderContext(transport, retry(options, shared, calls), clock);
        return new PaidEmbeddings(
                model,
                options.getEmbeddingModel() == null
                        ? providers.embeddings(read, context)
                        : embedders.at(model, options.getEmbeddingModel()),
                context.retry(),
                calls.accounting()::payers,
                need(model, options, calls.accounting()),
                Duration.ofMillis(options.getRequestTimeout()));
    }

    private static PaidModel paid(
            ModelId model, ChatProvider provider, CascadeFlowConfiguration options, Accounting accounting) {
        return new PaidModel(
                model, provider, accounting::payers, need(model, options, accounting), options.getBudgetedMaxTokens());
    }

    private static Need need(ModelId model, CascadeFlowConfiguration options, Accounting accounting) {
        List<String> budgets =
                options.getBudget() == null ? List.of() : BudgetReferences.parse("option budget", options.getBudget());
        return accounting.need(model, budgets);
    }

    /** Whether the models that are asked answer, as far as calls have shown. */
    Map<String, Boolean> standings() {
        return waiting().resilience().standings();
    }

    Accounting accounting() {
        return waiting().accounting();
    }

    /** What tiers with several endpoints work with. */
    FailOverTools failOverTools() {
        return new FailOverTools(
                waiting().pause(),
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                () -> waiting().accounting().payers().meter().pricing());
    }

    /** What agents work with. */
    AgentWorkings agentWorkings(CascadeFlowTools tools, AuditTrail trail) {
        return new AgentWorkings(
                tools,
                blockingCalls(),
                waiting().pause(),
                clock,
                accounting()::payers,
                () -> TimeOrderedId.at(clock.instant()),
                trail);
    }

    /** The form of answers that an endpoint asks for. */
    ResponseFormat format(CascadeFlowConfiguration options) {
        return settings.format(options);
    }

    /** The text of an option that is a JSON Schema, or its location. */
    String schema(String written) {
        return settings.schema(written);
    }

    private Waiting waiting() {
        return Objects.requireNonNull(waiting, "the component is not started");
    }

    private ChatProvider provider(
            ProviderSettings read, ModelId model, CascadeFlowConfiguration options, Waiting calls) {
        ProtectedEndpoint shared = calls.resilience().endpoint(read, model.name(), ResilienceOptions.rules(options));
        RateBucket bucket = options.isRateLimitAware() ? calls.resilience().bucket(read, model.name()) : null;
        Transport transport = transport(options.getTransport());
        ProviderContext context = new ProviderContext(
                bucket == null ? transport : new ObservedTransport(transport, bucket),
                retry(options, shared, calls),
                clock,
                new Patience(
                        calls.pause(),
                        Duration.ofMillis(options.getFirstTokenTimeout()),
                        Duration.ofMillis(options.getIdleTimeout())));
        return new ResilientProvider(
                model.provider(),
                providers.find(read, options, context, this::blockingCalls),
                shared,
                bucket,
                calls.pause(),
                clock);
    }

    private BackoffRetry retry(CascadeFlowConfiguration options, ProtectedEndpoint shared, Waiting calls) {
        return new BackoffRetry(
                new BackoffRetry.Limits(
                        options.getMaxRetries(), BackoffRetry.Limits.DEFAULT.base(), BackoffRetry.Limits.DEFAULT.cap()),
                calls.pause(),
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                shared.retries());
    }

    private synchronized Transport transport(TransportKind kind) {
        return transports.computeIfAbsent(kind, wanted -> switch (wanted) {
            case camel -> new CamelHttpTransport(camelContext, transportThreads);
            case jdk -> new JdkTransport();
            case vertx -> vertx();
        });
    }

    private Transport vertx() {
        try {
            return new VertxTransport(EventLoops.of(camelContext));
        } catch (NoClassDefFoundError missing) {
            throw new IllegalArgumentException(
                    "transport=vertx needs io.vertx:vertx-core on the class path; add it, or use transport=jdk",
                    missing);
        }
    }

    private synchronized BlockingCalls blockingCalls() {
        if (blocking == null) {
            blocking = new BlockingThreads(transportThreads);
        }
        return blocking;
    }

    @Override
    protected void doInit() throws Exception {
        ExecutorServiceManager threads = camelContext.getExecutorServiceManager();
        // not Camel's: that takes a thousand tasks at most, and each call in flight has one until it ends
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, task -> threads.newThread("CascadeFlowTimer", task));
        timer.setRemoveOnCancelPolicy(true);
        ExecutorService workers = threads.newDefaultThreadPool(this, "CascadeFlowWorker");
        Pause pause = Pause.on(timer, workers);
        CallGuard guard = new CallGuard(pause, clock);
        Accounting accounting = new Accounting(camelContext, configuration, guard, pause, clock, observer);
        waiting = new Waiting(timer, workers, pause, guard, new Resilience(pause, clock), accounting);
        ServiceHelper.startService(accounting);
    }

    /** Stopping it ends the calls in flight; those that begin afterwards fail. */
    Service underWay() {
        CallGuard guard = waiting().guard();
        return new Service() {
            @Override
            public void start() {}

            @Override
            public void stop() {
                guard.close();
            }
        };
    }

    /** Also ends the calls in flight. */
    @Override
    protected synchronized void doShutdown() {
        transports.values().forEach(Transport::close);
        transports.clear();
        embedders.close();
        if (blocking != null) {
            blocking.close();
            blocking = null;
        }
        if (waiting != null) {
            waiting.guard().close();
            ServiceHelper.stopAndShutdownService(waiting.accounting());
            waiting.timer().shutdownNow();
            camelContext.getExecutorServiceManager().shutdownNow(waiting.workers());
            waiting = null;
        }
    }
}
