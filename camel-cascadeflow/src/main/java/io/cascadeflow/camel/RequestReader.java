package io.cascadeflow.camel;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link ChatRequest} of an exchange: from its body, then the endpoint's options, then the headers, which win.
 * What the body says itself wins over the endpoint's options.
 */
final class RequestReader {

    private static final Pattern JSON_TYPE =
            Pattern.compile("\\s*application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private final CascadeFlowConfiguration options;
    private final ResponseFormat format;

    /** @param format the form that the options ask for, already loaded */
    RequestReader(CascadeFlowConfiguration options, ResponseFormat format) {
        this.options = options;
        this.format = format;
    }

    /**
     * A question.
     *
     * @param needsLogprobs whether the body asks for them itself; what an endpoint's options ask for is a wish
     */
    record Asked(ChatRequest request, boolean needsLogprobs) {}

    /** @throws IllegalArgumentException when the body cannot be a question, naming what is accepted */
    Asked read(Exchange exchange) {
        Message message = exchange.getMessage();
        ChatRequest request = body(message);
        if (!asks(request)) {
            throw new FieldException(
                    "messages",
                    "the prompt is empty: set a text body, or messages with text, an image or a tool's result");
        }
        String instructions =
                either(header(message, CascadeFlowConstants.SYSTEM_MESSAGE, String.class), options.getSystemMessage());
        ChatRequest complete = request.withSampling(sampling(request.sampling(), message))
                .withOutput(output(request.output(), message))
                .withUser(user(request, message));
        return new Asked(
                instructions == null || instructions.isBlank() ? complete : complete.withSystemMessage(instructions),
                request.output().logprobs());
    }

    private ChatRequest body(Message message) {
        Object body = message.getBody();
        ChatRequest structured = structured(body);
        if (structured != null) {
            return structured;
        }
        if (isText(body)) {
            return text(message);
        }
        throw new IllegalArgumentException(
                "a body of type %s is not a question: send a text, a ChatRequest, a list of messages, or an OpenAI-shaped Map or JSON"
                        .formatted(body == null ? "null" : body.getClass().getName()));
    }

    /**
     * The question in a body that is no text; absent when it is of no such kind.
     *
     * @throws IllegalArgumentException when it is, and cannot be read
     */
    static @Nullable ChatRequest structured(@Nullable Object body) {
        if (body instanceof ChatRequest request) {
            return request;
        }
        if (body instanceof ChatMessage one) {
            return ChatRequest.of(List.of(one));
        }
        if (body instanceof List<?> list) {
            return ChatRequest.of(messages(list));
        }
        return body instanceof Map<?, ?> ? OpenAiShape.read(body) : null;
    }

    private static List<ChatMessage> messages(List<?> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("the list of messages is empty");
        }
        List<ChatMessage> all = new ArrayList<>(list.size());
        for (Object item : list) {
            if (item instanceof ChatMessage message) {
                all.add(message);
            } else if (item instanceof Map<?, ?> map) {
                all.add(OpenAiShape.message(map, "messages[" + all.size() + "]"));
            } else {
                throw new IllegalArgumentException(
                        "messages[%d] is of type %s; use ChatMessage or a Map with role and content"
                                .formatted(
                                        all.size(),
                                        item == null ? "null" : item.getClass().getName()));
            }
        }
        return all;
    }

    private static boolean isText(@Nullable Object body) {
        return body instanceof CharSequence
                || body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof InputStream
                || body instanceof Reader
                || body instanceof StreamCache
                || body instanceof File
                || body instanceof WrappedFile<?>;
    }

    private ChatRequest text(Message message) {
        MessageText.makeRepeatable(message);
        String text = message.getBody(String.class);
        MessageHelper.resetStreamCache(message);
        if (text == null) {
            throw new IllegalArgumentException("the body cannot be read as text");
        }
        return isJson(message) ? OpenAiShape.read(OpenAiShape.parse(text)) : ChatRequest.of(text);
    }

    /** A text is never taken for JSON by its looks: whoever writes the text could then write the system's messages. */
    private boolean isJson(Message message) {
        return switch (options.getInputType()) {
            case json -> true;
            case text -> false;
            case auto -> {
                String type = header(message, Exchange.CONTENT_TYPE, String.class);
                yield isJson(type);
            }
        };
    }

    static boolean isJson(@Nullable String contentType) {
        return contentType != null && JSON_TYPE.matcher(contentType).matches();
    }

    /** Instructions alone are a question only when nobody else says anything, not even nothing. */
    private static boolean asks(ChatRequest request) {
        List<ChatMessage> said = request.messages().stream()
                .filter(message -> message.role() != Role.SYSTEM && message.role() != Role.DEVELOPER)
                .toList();
        return (said.isEmpty() ? request.messages() : said)
                .stream()
                        .anyMatch(message -> !message.text().isBlank()
                                || !message.toolCalls().isEmpty()
                                || message.toolCallId() != null
                                || message.content().stream().anyMatch(part -> !(part instanceof ContentPart.Text)));
    }

    /** How the options say that tokens are drawn; a request or a header may say otherwise. */
    Sampling drawn() {
        return Sampling.DEFAULT.withTemperature(options.getTemperature());
    }

    private Sampling sampling(Sampling asked, Message message) {
        Double temperature = header(message, CascadeFlowConstants.TEMPERATURE, Double.class);
        return new Sampling(
                temperature != null ? temperature : either(asked.temperature(), options.getTemperature()),
                either(asked.topP(), options.getTopP()),
                asked.topK(),
                either(asked.seed(), options.getSeed()),
                asked.presencePenalty(),
                asked.frequencyPenalty(),
                asked.stop());
    }

    private Output output(Output asked, Message message) {
        Integer maxTokens = maxTokens(message);
        return new Output(
                maxTokens != null ? maxTokens : either(asked.maxTokens(), options.getMaxTokens()),
                asked.format() instanceof ResponseFormat.Text ? format : asked.format(),
                asked.thinking() == null
                        ? either(asked.reasoningEffort(), options.getReasoningEffort())
                        : asked.reasoningEffort(),
                asked.logprobs() || options.isLogprobs(),
                Math.max(asked.topLogprobs(), options.getTopLogprobs()),
                asked.thinking());
    }

    /** Exact: Camel's own conversion would turn ten thousand million into some number, and a half into none. */
    private static @Nullable Integer maxTokens(Message message) {
        Object value = message.getHeader(CascadeFlowConstants.MAX_TOKENS);
        if (value == null) {
            return null;
        }
        try {
            return new BigDecimal(value.toString().strip()).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "header %s is not a whole number, 1 or more".formatted(CascadeFlowConstants.MAX_TOKENS), e);
        }
    }

    private static @Nullable String user(ChatRequest request, Message message) {
        return either(header(message, CascadeFlowConstants.USER, String.class), request.user());
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first != null ? first : second;
    }

    /** @throws IllegalArgumentException when the header is there and of a wrong type */
    private static <T> @Nullable T header(Message message, String name, Class<T> type) {
        Object value = message.getHeader(name);
        if (value == null) {
            return null;
        }
        T converted = message.getExchange().getContext().getTypeConverter().tryConvertTo(type, value);
        if (converted == null) {
            throw new IllegalArgumentException("header %s is not a valid %s".formatted(name, type.getSimpleName()));
        }
        return converted;
    }
}
