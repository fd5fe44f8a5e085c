package io.cascadeflow.guard;

import io.cascadeflow.guard.find.Detectors;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingRequest;
import java.util.List;

/** Takes personal data out of what models are told. A pure function of the request. Immutable. */
public final class Guard {

    private final Detectors detectors;

    public Guard(Detectors detectors) {
        this.detectors = detectors;
    }

    /**
     * The request with a placeholder for each value; the same value has the same one throughout.
     *
     * @throws io.cascadeflow.guard.find.DetectorException when it is not known what is in it
     */
    public RedactedCall redacted(ChatRequest request) {
        Naming naming = new Naming(detectors);
        new RequestTexts((label, text) -> {
                    naming.avoid(text);
                    return text;
                })
                .of(request);
        ChatRequest redacted = new RequestTexts(naming::redacted).of(request);
        return new RedactedCall(redacted, naming.vault());
    }

    /** The same for texts that vectors are made of; there is nothing to restore. */
    public EmbeddingRequest redacted(EmbeddingRequest request) {
        Naming naming = new Naming(detectors);
        request.texts().forEach(naming::avoid);
        String user = request.user();
        List<String> texts = request.texts().stream().map(naming::redacted).toList();
        return new EmbeddingRequest(texts, request.dimensions(), user == null ? null : naming.redacted(user));
    }

    /** A text of which nothing has to come back. */
    public String redacted(String text) {
        Naming naming = new Naming(detectors);
        naming.avoid(text);
        return naming.redacted(text);
    }
}
