package io.cascadeflow.examples.gateway.conformance;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** What Spring AI does the same way, whichever API it speaks. */
abstract class SpringAi implements Sdk {

    /** Spring AI asks again after its own kinds of failures only, and 429 is none of them. */
    static final Map<Feature, String> LACKS = Map.of(
            Feature.MODELS, "it asks for no models",
            Feature.MODEL, "it asks for no models",
            Feature.COUNT, "it counts for itself",
            Feature.BROKEN_STREAM_WORDS, "it skips an error in a stream, and notices only that the stream is not whole",
            Feature.RETRY, "it does not ask again after a 429",
            Feature.RETRY_AFTER, "it does not ask again after a 429",
            Feature.LEAVE, "with the JDK's HTTP client, Spring reads a stream to its end although its reader has left");

    private static final Pattern STATUS = Pattern.compile("(\\d{3}) - .*|.*Status: \\[(\\d{3}).*", Pattern.DOTALL);

    abstract ChatModel model(Door door);

    abstract ChatOptions options(Task task);

    static RestClient.Builder http() {
        return RestClient.builder().requestFactory(new JdkClientHttpRequestFactory());
    }

    static RetryTemplate once() {
        return RetryTemplate.builder().maxAttempts(1).build();
    }

    private Prompt prompt(Task task) {
        return new Prompt(SpringAiWords.messages(task), options(task));
    }

    @Override
    public Said ask(Door door, Task task) {
        try {
            return said(List.of(model(door).call(prompt(task))));
        } catch (RuntimeException failure) {
            throw failure(failure);
        }
    }

    @Override
    public Said stream(Door door, Task task) {
        try {
            return said(model(door).stream(prompt(task)).collectList().block());
        } catch (RuntimeException failure) {
            throw failure(failure);
        }
    }

    /** What came of an answer is in the last of its parts that says it. */
    Said said(List<ChatResponse> parts) {
        Said.Notes notes = Said.notes();
        for (ChatResponse part : parts) {
            Usage usage = part.getMetadata().getUsage();
            if (usage != null && usage.getTotalTokens() > 0) {
                notes.used(usage.getPromptTokens(), usage.getCompletionTokens());
            }
            part.getResults().forEach(generation -> note(notes, generation));
        }
        return notes.said();
    }

    void note(Said.Notes notes, Generation generation) {
        String text = generation.getOutput().getText();
        notes.piece(text == null ? "" : text);
        generation.getOutput().getToolCalls().forEach(call -> notes.call(call.id(), call.name(), call.arguments()));
        String finish = generation.getMetadata().getFinishReason();
        if (finish != null && !finish.isEmpty()) {
            notes.finish(finish);
        }
    }

    @Override
    public void leave(Door door, Task task) {
        model(door).stream(prompt(task))
                .filter(part -> part.getResults().stream()
                        .anyMatch(generation -> !String.valueOf(
                                        generation.getOutput().getText())
                                .isEmpty()))
                .blockFirst();
    }

    private static SdkFailure failure(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebClientResponseException response) {
                return new SdkFailure(response.getStatusCode().value(), response.getResponseBodyAsString(), failure);
            }
        }
        String message = String.valueOf(failure.getMessage());
        return new SdkFailure(status(message), message, failure);
    }

    /** Of a whole answer, and of a stream that did not begin. */
    private static int status(String message) {
        Matcher status = STATUS.matcher(message);
        if (!status.matches()) {
            return 0;
        }
        return Integer.parseInt(status.group(1) != null ? status.group(1) : status.group(2));
    }
}
