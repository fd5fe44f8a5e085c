package io.cascadeflow.camel;

import io.cascadeflow.camel.agent.AgentOptions;
import io.cascadeflow.camel.agent.ToolOptions;
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
 * {@code cascadeflow:retrieve:name} finds passages that answers rest on; {@code cascadeflow:feedback} takes what was said of an
 * answer later. {@code cascadeflow:agent:name} has a model call tools until it has an answer, and
 * {@code cascadeflow:tool:name} makes a route such a tool.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "cascadeflow",
        title = "CascadeFlow",
        syntax = "cascadeflow:provider:model",
        category = {Category.AI},
        headersClass = CascadeFlowConstants.class)
public class CascadeFlowEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    /** The provider name that stands for a cascade. */
    static final String CASCADE = "cascade";

    /** The provider name that stands for what users say of answers. */
    static final String FEEDBACK = "feedback";

    /** The provider name that stands for an agent. */
    static final String AGENT = "agent";

    /** The provider name that stands for a route that is a tool. */
    static final String TOOL = "tool";

    /** The provider name that stands for passages that answers rest on. */
    static final String RETRIEVE = "retrieve";

    @UriPath
    @Metadata(
            required = true,
            description =
                    "The provider, such as openai, anthropic, ollama, vllm, or the name of a ChatProvider bean; or"
                            + " cascade for a cascade, agent for an agent, tool for a route that is a tool, or retrieve for"
                            + " passages")
    private String provider = "";

    @UriPath
    @Metadata(
            required = true,
            description =
                    "The model's name as the provider spells it; or the name of the cascade, the agent, the tool, or the source"
                            + " of passages")
    private @Nullable String model;

    @UriParam
    private final CascadeFlowConfiguration configuration;

    @UriParam
    private AgentOptions agent = new AgentOptions();

    @UriParam
    private ToolOptions tool = new ToolOptions();

    public CascadeFlowEndpoint(String uri, CascadeFlowComponent component, CascadeFlowConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() throws Exception {
        return getComponent().producer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!isTool()) {
            throw new IllegalArgumentException(
                    "cascadeflow:%s:%s answers questions and has none to give: use it in to(...)"
                            .formatted(provider, model));
        }
        Consumer consumer = getComponent().tool(this, processor);
        configureConsumer(consumer);
        return consumer;
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
                            .formatted(provider, isModel() ? "model" : isRetrieval() ? "source" : provider, provider));
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

    boolean isAgent() {
        return AGENT.equals(provider);
    }

    boolean isTool() {
        return TOOL.equals(provider);
    }

    private boolean isModel() {
        return !isCascade() && !isFeedback() && !isAgent() && !isTool() && !isRetrieval();
    }

    @Override
    public CascadeFlowComponent getComponent() {
        return (CascadeFlowComponent) super.getComponent();
    }

    /** Cascades and agents run here, and so do tools; whom they ask may be remote. */
    @Override
    public boolean isRemote() {
        return isModel();
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

    public AgentOptions getAgent() {
        return agent;
    }

    public void setAgent(AgentOptions agent) {
        this.agent = agent;
    }

    public ToolOptions getTool() {
        return tool;
    }

    public void setTool(ToolOptions tool) {
        this.tool = tool;
    }
}
