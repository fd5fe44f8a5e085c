package io.cascadeflow.examples.gateway.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client from npm, asked by way of a process of Node.js; its words are in {@code src/test/npm}. */
final class NodeSdk implements Sdk, Sdk.Lists, Sdk.Finds, Sdk.Counts, Sdk.Embeds {

    private static final TypeReference<Said> SAID = new TypeReference<>() {};
    private static final TypeReference<List<Said>> MANY = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<String> NAME = new TypeReference<>() {};
    private static final TypeReference<Long> NUMBER = new TypeReference<>() {};
    private static final TypeReference<List<List<Double>>> VECTORS = new TypeReference<>() {};
    private static final TypeReference<Object> ANYTHING = new TypeReference<>() {};

    private final String module;
    private final String name;
    private final String version;
    private final Dialect dialect;
    private final Map<Feature, String> lacks;
    private @Nullable NodeProcess process;

    private NodeSdk(String module, String name, String version, Dialect dialect, Map<Feature, String> lacks) {
        this.module = module;
        this.name = name;
        this.version = version;
        this.dialect = dialect;
        this.lacks = lacks;
    }

    static NodeSdk openAi() {
        return new NodeSdk(
                "openai",
                "openai (npm)",
                NodeProcess.version("openai"),
                Dialect.OPENAI,
                Map.of(Feature.COUNT, "OpenAI's API has no such call"));
    }

    static NodeSdk openAiResponses() {
        Map<Feature, String> lacks = new HashMap<>(OTHER_API);
        lacks.put(Feature.COUNT, "OpenAI's API has no such call");
        return new NodeSdk(
                "responses", "openai (npm), Responses", NodeProcess.version("openai"), Dialect.OPENAI, lacks);
    }

    static NodeSdk anthropic() {
        return new NodeSdk(
                "anthropic",
                "@anthropic-ai/sdk (npm)",
                NodeProcess.version("@anthropic-ai/sdk"),
                Dialect.ANTHROPIC,
                Map.of(
                        Feature.LOGPROBS, "Anthropic's API has none",
                        Feature.EMBEDDINGS, "Anthropic's API has none"));
    }

    static NodeSdk vercel() {
        return new NodeSdk(
                "vercel",
                "ai (npm)",
                "%s with @ai-sdk/openai-compatible %s"
                        .formatted(NodeProcess.version("ai"), NodeProcess.version("@ai-sdk/openai-compatible")),
                Dialect.OPENAI,
                Map.of(
                        Feature.COUNT, "OpenAI's API has no such call",
                        Feature.IMAGE_URL, "it fetches the picture, and sends its bytes",
                        Feature.LOGPROBS, "it has no place for them",
                        Feature.MODELS, "it asks for no models",
                        Feature.MODEL, "it asks for no models"));
    }

    private synchronized NodeProcess node() {
        if (process == null) {
            process = new NodeProcess();
        }
        return process;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Optional<String> missing() {
        return NodeProcess.missing();
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Map<Feature, String> lacks() {
        return lacks;
    }

    @Override
    public Said ask(Door door, Task task) {
        return node().call(module, "ask", SAID, door, task);
    }

    @Override
    public Said stream(Door door, Task task) {
        return node().call(module, "stream", SAID, door, task);
    }

    @Override
    public void leave(Door door, Task task) {
        node().call(module, "leave", ANYTHING, door, task);
    }

    @Override
    public List<Said> askAtOnce(Door door, List<Task> tasks) {
        return node().call(module, "askAtOnce", MANY, door, tasks);
    }

    @Override
    public List<String> models(Door door) {
        return node().call(module, "models", NAMES, door);
    }

    @Override
    public String model(Door door, String model) {
        return node().call(module, "model", NAME, door, model);
    }

    @Override
    public long count(Door door, Task task) {
        return node().call(module, "count", NUMBER, door, task);
    }

    @Override
    public List<List<Double>> embed(Door door, String model, List<String> texts) {
        return node().call(module, "embed", VECTORS, door, model, texts);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
