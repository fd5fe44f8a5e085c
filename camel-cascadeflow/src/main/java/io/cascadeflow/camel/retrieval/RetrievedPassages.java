package io.cascadeflow.camel.retrieval;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.confidence.Citable;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.retrieval.Frame;
import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.Taken;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What {@code cascadeflow:retrieve} leaves for the endpoints and gates after it: the passages in their order. Immutable. */
public final class RetrievedPassages extends AbstractList<Passage> {

    private final List<Passage> passages;
    private final Citable.Demand demand;

    /** @param demand what is asked of citations */
    public RetrievedPassages(List<Passage> passages, Citable.Demand demand) {
        this.passages = List.copyOf(passages);
        this.demand = demand;
    }

    /** Those of a recorded question, with what was asked of citations. */
    public static RetrievedPassages recorded(RecordedItem item) {
        Citable citable = Citable.of(item.citable());
        List<Passage> passages = new ArrayList<>();
        for (String text : item.passages()) {
            String id = citable.ids().isEmpty() ? "" : citable.ids().get(passages.size());
            passages.add(new Passage(id.isEmpty() ? null : id, text, null));
        }
        return new RetrievedPassages(passages, citable.demand());
    }

    /** Those on a message; absent without a retrieval. */
    public static @Nullable RetrievedPassages of(Message message) {
        return message.getHeader(CascadeFlowConstants.PASSAGES) instanceof RetrievedPassages retrieved
                ? retrieved
                : null;
    }

    /** For those who look at an answer: they see what it rests on, and have nothing to cite. */
    public RetrievedPassages toJudgeBy() {
        return new RetrievedPassages(passages, Citable.Demand.OFF);
    }

    @Override
    public Passage get(int place) {
        return passages.get(place);
    }

    @Override
    public int size() {
        return passages.size();
    }

    public Citable citable() {
        return new Citable(Taken.ids(passages), demand);
    }

    /** The question with the passages. */
    public ChatRequest around(ChatRequest question) {
        return Frame.around(question, passages, demand);
    }

    /** All that an answer depends on: two retrievals with the same are the same to a cache. */
    public List<String> asked() {
        List<String> asked = new ArrayList<>();
        asked.add(demand.name());
        passages.forEach(passage -> {
            asked.add(passage.id() == null ? "" : passage.id());
            asked.add(passage.text());
        });
        return asked;
    }
}
