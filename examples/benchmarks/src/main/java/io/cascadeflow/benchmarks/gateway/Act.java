package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.gateway.client.Answer;
import io.cascadeflow.benchmarks.gateway.client.Question;
import io.cascadeflow.benchmarks.gateway.provider.Play;
import io.cascadeflow.benchmarks.gateway.provider.Replies;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;

/** One kind of thing that clients do, and what may come of it. */
enum Act {
    WHOLE(24, chat(Play.ANSWER, false, ""), Act::isText),
    STREAM(18, chat(Play.ANSWER, true, ""), Act::isTextStream),
    ESCALATED(6, chat(Play.UNSURE, false, ""), Act::isText),
    ESCALATED_STREAM(6, chat(Play.UNSURE, true, ""), Act::isTextStream),
    TOOLS(6, chat(Play.TOOLS, false, Act.TOOL), Act::isCalls),
    TOOL_STREAM(6, chat(Play.TOOLS, true, Act.TOOL), Act::isCallStream),
    MESSAGES(6, messages(), Act::isText),
    BAD_JSON(3, post("/v1/chat/completions", "{\"model\": \"cascadeflow/bench\", \"messages\": [{]}"), status(400)),
    WRONG_FIELD(
            3,
            post(
                    "/v1/chat/completions",
                    "{\"model\":\"cascadeflow/bench\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temprature\":1}"),
            status(400)),
    UNKNOWN_MODEL(
            2,
            post("/v1/chat/completions", "{\"model\":\"nobody\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"),
            status(404)),
    UNKNOWN_PATH(2, post("/v1/nothing", "{}"), status(404)),
    SMALL_BROKEN(3, fault(Play.BROKEN_SMALL, false), Act::isText),
    BROKEN(1, fault(Play.BROKEN, false), Act::isError),
    BUSY(1, fault(Play.BUSY, false), Act::isError),
    RESET(1, fault(Play.RESET, false), Act::isError),
    STALL(1, fault(Play.STALL, false), Act::isError),
    STALL_STREAM(1, fault(Play.STALL, true), Act::isFailedStream),
    CUT(1, fault(Play.CUT, false), Act::isError),
    CUT_STREAM(1, fault(Play.CUT, true), Act::isFailedStream),
    LEAVE(2, fault(Play.STALL, false), answer -> false),
    LEAVE_STREAM(2, chat(Play.ANSWER, true, ""), Act::isTextStream);

    static final String CHAT = "/v1/chat/completions";

    private static final String TOOL =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}}]";
    private static final Set<Act> FAULTS =
            Set.of(SMALL_BROKEN, BROKEN, BUSY, RESET, STALL, STALL_STREAM, CUT, CUT_STREAM, LEAVE);
    private static final long LEAVE_NANOS = 150_000_000;

    private final int weight;
    private final byte[] bytes;
    private final Predicate<Answer> good;

    Act(int weight, Question question, Predicate<Answer> good) {
        this.weight = weight;
        this.bytes = question.bytes();
        this.good = good;
    }

    int weight() {
        return weight;
    }

    Question question() {
        Question question = new Question(name(), bytes, 0, 0);
        return this == LEAVE || this == LEAVE_STREAM ? question.leavesAfter(LEAVE_NANOS) : question;
    }

    /** Whether the provider fails on purpose. */
    boolean isFault() {
        return FAULTS.contains(this);
    }

    /** Whether that is what should come of it. */
    boolean isGood(Answer answer) {
        return good.test(answer);
    }

    private static Question fault(Play play, boolean streamed) {
        return chat(GatewayFolder.FAULTY, play, streamed, "");
    }

    static Question chat(Play play, boolean streamed, String more) {
        return chat(GatewayFolder.CASCADE, play, streamed, more);
    }

    static Question chat(String model, Play play, boolean streamed, String more) {
        String stream = streamed ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "";
        return post(
                CHAT,
                "{\"model\":\"%s\",\"max_tokens\":200,\"messages\":[{\"role\":\"user\",\"content\":\"Say thirty words. %s\"}]%s%s}"
                        .formatted(model, play.words(), stream, more));
    }

    private static Question messages() {
        return post(
                "/v1/messages",
                "{\"model\":\"cascadeflow/bench\",\"max_tokens\":200,\"system\":\"Be brief.\",\"messages\":[{\"role\":\"user\",\"content\":\"Say thirty words.\"}]}");
    }

    private static Question post(String path, String json) {
        return Question.of(
                path, "POST", path, "content-type: application/json\r\n", json.getBytes(StandardCharsets.UTF_8));
    }

    private static Predicate<Answer> status(int status) {
        return answer -> answer.status() == status && isError(answer);
    }

    /** In the words of the API, with an id to ask about. */
    static boolean isError(Answer answer) {
        return answer.status() >= 400 && answer.text().contains("\"error\"") && answer.header("x-request-id") != null;
    }

    private static boolean isText(Answer answer) {
        return answer.status() == 200 && answer.text().contains(Replies.TEXT);
    }

    private static boolean isCalls(Answer answer) {
        return answer.status() == 200
                && answer.text().contains("Zurich")
                && answer.text().contains("Bern");
    }

    static boolean isTextStream(Answer answer) {
        return isWholeStream(answer) && StreamedText.of(answer.text()).equals(Replies.TEXT);
    }

    private static boolean isCallStream(Answer answer) {
        return isWholeStream(answer) && isCalls(answer);
    }

    private static boolean isWholeStream(Answer answer) {
        return answer.status() == 200 && answer.text().endsWith("data: [DONE]\n\n");
    }

    /** Refused before it began, or an error inside the stream; never an end as if all were well. */
    private static boolean isFailedStream(Answer answer) {
        return isError(answer) || (answer.status() == 200 && answer.text().contains("\"error\""));
    }
}
