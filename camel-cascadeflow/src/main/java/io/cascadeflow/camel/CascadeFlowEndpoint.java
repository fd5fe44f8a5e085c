package io.cascadeflow.camel;

import io.cascadeflow.model.ModelId;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Ask a language model, or a cascade of them, and know what the answer costs and how far it can be trusted.
 *
 * <p>{@code cascadeflow:provider:model} asks one model; {@code cascadeflow:cascade:name} runs a cascade;
 * {@code cascadeflow:retrieve:name} finds passages that answers rest on; and {@code cascadeflow:feedback} takes what was said of an
 * answer later.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "cascadeflow",
        title = "CascadeFlow",
        syntax = "cascadeflow:provider:model",
        category = {Category.AI},
        producerOnly = true,
        headersClass = CascadeFlowConstants.class)
public class CascadeFlowEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    /** The provider name that stands for a cascade. */
    static final String CASCADE = "cascade";

    /** The provider name that stands for what users say of answers. */
    static final String FEEDBACK = "feedback";

    /** The provider name that stands for passages that answers rest on. */
    static final String RETRIEVE = "retrieve";

    @UriPath
    @Metadata(
            required = true,
            description =
                    "The provider, such as openai, anthropic, ollama, vllm, or the name of a ChatProvider bean; or"
                            + " cascade for a cascade, or retrieve for passages")
    private String provider = "";

    @UriPath
    @Metadata(
            required = true,
            description =
                    "The model's name as the provider spells it; or the name of the cascade, or of the source of passages")
    private @Nullable String model;

    @UriParam
    private final CascadeFlowConfiguration configuration;

    public CascadeFlowEndpoint(String uri, CascadeFlowComponent component, CascadeFlowConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() throws Exception {
        return getComponent().producer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new IllegalArgumentException("cascadeflow:%s:%s answers questions and has none to give: use it in to(...)"
                .formatted(provider, model));
    }

    /** The model that this endpoint asks. */
    ModelId modelId() {
        return new ModelId(provider, modelName());
    }

    /** The path's second part, which is required. */
    String modelName() {
        if (model == null || model.isBlank()) {
            throw new IllegalArgumentException(
                    "cascadeflow:%s names no %s: write cascadeflow:%s:name, or set the option model"
                            .formatted(
                                    provider, isCascade() ? "cascade" : isRetrieval() ? "source" : "model", provider));
        }
        return model;
    }

    boolean isFeedback() {
        return FEEDBACK.equals(provider);
    }

    boolean isRetrieval() {
        return RETRIEVE.equals(provider);
    }

    boolean isCascade() {
        return CASCADE.equals(provider);
    }

    @Override
    public CascadeFlowComponent getComponent() {
        return (CascadeFlowComponent) super.getComponent();
    }

    /** A cascade runs here; its tiers may be remote. */
    @Override
    public boolean isRemote() {
        return !isCascade() && !isFeedback() && !isRetrieval();
    }

    @Override
    public @Nullable String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }

    public String getProvider() {
        return provider;
    }

    public void setProvider(String provider) {
        this.provider = provider;
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public CascadeFlowConfiguration getConfiguration() {
        return configuration;
    }
}
