package io.cascadeflow.examples.gateway.conformance;

/** A row of the matrix: what a client can do, and how that is shown. */
enum Feature {
    PLAIN("a question, and how many tokens it took", Conversations::plain),
    TURNS("a conversation of several turns", Conversations::turns),
    SYSTEM("a system prompt", Conversations::system),
    STREAM("a streamed answer", Conversations::streamed),
    STREAM_USAGE("and how many tokens it took", Conversations::streamedUsage),
    ESCALATED("the second tier's answer", Conversations::escalated),
    ESCALATED_STREAM("the same, streamed: nothing of the draft is seen", Conversations::escalatedStream),
    LOGPROBS("log-probabilities", Conversations::logprobs),
    SCHEMA("an answer after a JSON schema", Conversations::schema),
    TOOLS("two tools called at once, and their results", Tools::whole),
    TOOLS_STREAM("the same, streamed: arguments in fragments of both", Tools::streamed),
    IMAGE_URL("a picture by its address", Pictures::byAddress),
    IMAGE_DATA("a picture by its bytes", Pictures::byBytes),
    MODELS("the list of models", Models::all),
    MODEL("one model, and one that there is not", Models::one),
    COUNT("counting tokens without asking a model", Models::count),
    EMBEDDINGS("vectors of texts", Vectors::of),
    WRONG_KEY("401: a wrong key", Refusals::wrongKey),
    FORBIDDEN("403: a model that this key may not ask", Refusals::forbidden),
    UNKNOWN("404: a model that there is not", Refusals::unknown),
    TOO_LARGE("413: too large a question", Refusals::tooLarge),
    BUSY("429: a rate limit", Refusals::busy),
    RETRY("429: the client asks again by itself", Refusals::retry),
    RETRY_AFTER("429: and waits as long as Retry-After says", Refusals::retryAfter),
    POOR("402 or 429: a budget is spent", Refusals::poor),
    BROKEN("502: a provider that fails", Refusals::broken),
    BROKEN_STREAM("an error after the stream began: no answer", Refusals::brokenStream),
    BROKEN_STREAM_WORDS("and the reason in the gateway's words", Refusals::brokenStreamInWords),
    LEAVE("leaving in mid-stream: the provider sees the hang-up", Conversations::leave),
    CROWD("100 questions at once", Conversations::crowd);

    private final String title;
    private final Trial trial;

    /** Fails with an assertion's error when a client cannot do it. */
    interface Trial {
        void run(Stage stage, Sdk sdk) throws Exception;
    }

    Feature(String title, Trial trial) {
        this.title = title;
        this.trial = trial;
    }

    String title() {
        return title;
    }

    void show(Stage stage, Sdk sdk) throws Exception {
        trial.run(stage, sdk);
    }
}
