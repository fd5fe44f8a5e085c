package io.cascadeflow.camel;

import io.cascadeflow.camel.retrieval.RetrievedPassages;
import io.cascadeflow.confidence.Citable;
import io.cascadeflow.confidence.DraftContext;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.retrieval.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The texts that the answer should rest on, as the route puts them into {@link CascadeFlowConstants#PASSAGES}. */
final class Passages {

    /** A retrieval finds a handful; whoever puts a library here would have every draft compared with all of it. */
    static final int MOST = 64;

    static final int MOST_CHARACTERS = 200_000;

    private static final Logger LOG = LoggerFactory.getLogger(Passages.class);

    private final TypeConverter converter;
    private final List<String> taken = new ArrayList<>();
    private int characters;
    private int ignored;

    private Passages(TypeConverter converter) {
        this.converter = converter;
    }

    /**
     * Those of the message, without blank ones; at most {@link #MOST} with {@link #MOST_CHARACTERS} in all. What is beyond, or
     * is no text, is ignored with a warning.
     */
    static List<String> of(Message message) {
        Object header = message.getHeader(CascadeFlowConstants.PASSAGES);
        if (header == null) {
            return List.of();
        }
        if (header instanceof RetrievedPassages retrieved) {
            return retrieved.stream().map(Passage::text).toList();
        }
        Passages passages = new Passages(message.getExchange().getContext().getTypeConverter());
        each(header).forEach(passages::take);
        passages.warn();
        return List.copyOf(passages.taken);
    }

    /** What is known beside the question of a message. */
    static DraftContext context(Message message) {
        String domain = message.getHeader(CascadeFlowConstants.DOMAIN, String.class);
        RetrievedPassages retrieved = RetrievedPassages.of(message);
        return new DraftContext(
                domain, of(message), Map.of(), retrieved == null ? Citable.NOT_ASKED : retrieved.citable());
    }

    /** The question as it is sent: with the passages that were retrieved for it. */
    static ChatRequest around(ChatRequest question, Message message) {
        RetrievedPassages retrieved = RetrievedPassages.of(message);
        return retrieved == null ? question : retrieved.around(question);
    }

    private static Collection<? extends @Nullable Object> each(Object header) {
        if (header instanceof Collection<?> several) {
            return several;
        }
        return header instanceof Object[] several ? Arrays.asList(several) : List.of(header);
    }

    private void take(@Nullable Object passage) {
        if (passage == null) {
            return;
        }
        if (taken.size() == MOST || characters == MOST_CHARACTERS) {
            ignored++;
            return;
        }
        String text = passage instanceof Passage ours ? ours.text() : converter.tryConvertTo(String.class, passage);
        if (text == null) {
            ignored++;
        } else if (!text.isBlank()) {
            add(text);
        }
    }

    private void add(String text) {
        int room = MOST_CHARACTERS - characters;
        if (text.length() > room) {
            ignored++;
        }
        String fitting = text.substring(0, Math.min(room, text.length()));
        taken.add(fitting);
        characters += fitting.length();
    }

    private void warn() {
        if (ignored > 0) {
            LOG.warn(
                    "header {}: {} passages were ignored, cut, or are no text; at most {} with {} characters in all are looked at",
                    CascadeFlowConstants.PASSAGES,
                    ignored,
                    MOST,
                    MOST_CHARACTERS);
        }
    }
}
