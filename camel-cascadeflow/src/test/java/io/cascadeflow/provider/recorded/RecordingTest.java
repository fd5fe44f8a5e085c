package io.cascadeflow.provider.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.Source;
import io.cascadeflow.provider.offline.SourceException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {

    private static final String SECRET = "Where is the treasure?";
    private static final String GOOD =
            "{'id':'a','prompt':'Where is the treasure?','answers':{'m':[{'text':'here','correct':true}]}}";

    @Test
    void readsEverythingAnAnswerMayHave() {
        RecordedAnswer answer =
                read("{'id':'q1','domain':'law','prompt':'Why?','answers':{'m':[{'text':'Because.','score':0.5,"
                                + "'finish':'length','usage':{'input':10,'cacheRead':2,'cacheWrite':1,'output':7,'reasoning':3},"
                                + "'logprobs':[{'token':'Be','logprob':-0.1,'top':[{'token':'So','logprob':-3}]},{'token':'cause','logprob':-9999}],"
                                + "'latencyMs':1500.5},{'text':''}]}}")
                        .items()
                        .get(0)
                        .samples("m")
                        .get(0);

        assertThat(answer.text()).isEqualTo("Because.");
        assertThat(answer.label()).isEqualTo(Label.score(0.5));
        assertThat(answer.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.usage()).isEqualTo(new TokenUsage(10, 2, 1, 0, 7, 3, false));
        assertThat(answer.latency()).isEqualTo(Duration.ofNanos(1_500_500_000));
        assertThat(answer.logprobs().tokens()).hasSize(2);
        assertThat(answer.logprobs().tokens().get(0).alternatives()).hasSize(1);
        assertThat(answer.logprobs().tokens().get(1).logprob()).isEqualTo(-30);
    }

    @Test
    void whatIsNotRecordedIsAbsentAndNotInvented() {
        RecordedItem item =
                read("{'id':'q1','prompt':'Why?','answers':{'m':[{'text':'','correct':null,'finish':null,'usage':null,'logprobs':null,'latencyMs':null}]}}")
                        .items()
                        .get(0);
        RecordedAnswer answer = item.samples("m").get(0);

        assertThat(item.domain()).isNull();
        assertThat(answer.label()).isNull();
        assertThat(answer.finish()).isEqualTo(FinishReason.UNKNOWN);
        assertThat(answer.usage()).isNull();
        assertThat(answer.logprobs().isPresent()).isFalse();
        assertThat(answer.latency()).isNull();
        assertThat(item.samples("other")).isEmpty();
    }

    @Test
    void readsConversationsWithImagesAndTools() {
        RecordedItem item =
                read("{'id':1,'messages':[{'role':'system','content':'Be brief.'},{'role':'user','content':[{'type':'text','text':'What is it?'},"
                                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}}]},"
                                + "{'role':'assistant','content':null,'tool_calls':[{'id':'c1','function':{'name':'look','arguments':'{}'}}]},"
                                + "{'role':'tool','tool_call_id':'c1','content':'a cat'}],'answers':{'m':[{'text':'A cat.'}]}}")
                        .items()
                        .get(0);

        assertThat(item.wholeConversation()).isTrue();
        assertThat(item.id()).isEqualTo("1");
        assertThat(item.request().messages()).hasSize(4);
        assertThat(item.request().messages().get(0)).isEqualTo(ChatMessage.system("Be brief."));
        assertThat(item.request().messages().get(1).content()).contains(new ContentPart.ImageData("image/png", "AAAA"));
        assertThat(item.request().messages().get(2).toolCalls()).containsExactly(new ToolCall("c1", "look", "{}"));
        assertThat(item.request().messages().get(3)).isEqualTo(ChatMessage.toolResult("c1", "a cat"));
    }

    @Test
    void blankLinesAndWindowsLineEndsAreNoHarmAndCountAsLines() {
        assertThat(read(GOOD + "\r", "", "  ").items()).hasSize(1);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read("", GOOD, "", "nonsense"))
                .satisfies(e -> assertThat(e.line()).isEqualTo(4));
    }

    @Test
    void aCompressedFileIsReadWhateverItsName() {
        String text = GOOD.replace('\'', '"');
        assertThat(Recording.read(new TextSource("a.jsonl.gz", TextSource.gzip(text)))
                        .items())
                .hasSize(1);
        assertThat(Recording.read(new TextSource("a.jsonl", TextSource.gzip(text)))
                        .items())
                .hasSize(1);
    }

    @Test
    void aCutOffCompressedFileIsNotTakenForAShortOne() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            text.append(GOOD.replace('\'', '"').replace("\"a\"", "\"" + random.nextLong() + "\""))
                    .append('\n');
        }
        byte[] whole = TextSource.gzip(text.toString());
        for (int length : new int[] {1, 9, 20, whole.length / 2, whole.length - 1}) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> Recording.read(new TextSource("a.jsonl.gz", Arrays.copyOf(whole, length))))
                    .withMessageContaining("cut off");
        }
    }

    @Test
    void aDamagedCompressedFileSaysSo() {
        byte[] damaged = TextSource.gzip(GOOD.replace('\'', '"'));
        damaged[damaged.length - 6] ^= 0x55;
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Recording.read(new TextSource("a.jsonl.gz", damaged)))
                .withMessageContaining("damaged");
    }

    @Test
    void aPlainFileNamedGzSaysSo() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Recording.read(TextSource.of("a.jsonl.gz", GOOD)))
                .withMessageContaining("a.jsonl.gz")
                .withMessageContaining("not gzip");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | is not JSON",
                "{'id':'b' | is not JSON",
                "{} {} | is not JSON",
                "[1] | not a JSON object",
                "{'id':'b','id':'c','prompt':'p','answers':{'m':[{'text':'t'}]}} | field twice",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t'}],'m':[{'text':'u'}]}} | field twice",
                "{'prompt':'p','answers':{'m':[{'text':'t'}]}} | no id",
                "{'id':'','prompt':'p','answers':{'m':[{'text':'t'}]}} | no id",
                "{'id':{},'prompt':'p','answers':{'m':[{'text':'t'}]}} | no id",
                "{'id':'b','answers':{'m':[{'text':'t'}]}} | neither prompt nor messages",
                "{'id':'b','prompt':null,'answers':{'m':[{'text':'t'}]}} | neither prompt nor messages",
                "{'id':'b','prompt':'p','messages':[],'answers':{'m':[{'text':'t'}]}} | both prompt and messages",
                "{'id':'b','prompt':' ','answers':{'m':[{'text':'t'}]}} | empty",
                "{'id':'b','prompt':7,'answers':{'m':[{'text':'t'}]}} | not a text",
                "{'id':'b','messages':[],'answers':{'m':[{'text':'t'}]}} | messages is not a list, or is empty",
                "{'id':'b','messages':[{'role':'king','content':'x'}],'answers':{'m':[{'text':'t'}]}} | messages[0]: has no role",
                "{'id':'b','messages':[{'role':'tool','content':'x'}],'answers':{'m':[{'text':'t'}]}} | names the call",
                "{'id':'b','prompt':'p'} | no answers",
                "{'id':'b','prompt':'p','answers':{}} | no answers",
                "{'id':'b','prompt':'p','answers':[]} | no answers",
                "{'id':'b','prompt':'p','answers':{'m':[]}} | model 'm' has no list of answers",
                "{'id':'b','prompt':'p','answers':{'m':{'text':'t'}}} | model 'm' has no list of answers",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t'},{'correct':true}]}} | model 'm', answer 2: has no text",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':5}]}} | has no text",
                "{'id':'b','prompt':'p','answers':{'m':['t']}} | has no text",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','correct':1}]}} | correct is neither true nor false",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','correct':'true'}]}} | correct is neither true nor false",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','score':'high'}]}} | score is not a number",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','score':1e999}]}} | score is not a number",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','score':NaN}]}} | is not JSON",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','score':0.5}]}} | mixed label kinds",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','score':1,'correct':true}]}} | mixed label kinds",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','usage':{'input':1}}]}} | usage needs input and output",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','usage':{'input':1.5,'output':1}}]}} | not whole",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','usage':{'input':-1,'output':1}}]}} | below 0",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','usage':{'input':1,'output':1,'reasoning':2}}]}} | impossible token usage",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','logprobs':'yes'}]}} | logprobs is not a list",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','logprobs':[{'token':'t'}]}]}} | without logprob",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','finish':3}]}} | finish is not a text",
                "{'id':'b','prompt':'p','answers':{'m':[{'text':'t','latencyMs':-3}]}} | latencyMs",
                "{'id':'a','prompt':'p','answers':{'m':[{'text':'t'}]}} | the id 'a' is there already, in line 1",
            })
    void aBadLineIsRefusedWithFileAndLineAndWhatIsNeeded(String line, String problem) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read(GOOD, line, ""))
                .withMessageStartingWith("test.jsonl, line 2: ")
                .withMessageContaining(problem)
                .satisfies(e -> assertThat(e.line()).isEqualTo(2));
    }

    @Test
    void messagesNeverQuoteAPromptOrAnAnswer() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read("{'id':'b','prompt':" + SECRET + "}"))
                .satisfies(e -> {
                    for (Throwable t = e; t != null; t = t.getCause()) {
                        assertThat(t.getMessage()).doesNotContain("treasure").doesNotContain("Where");
                    }
                });
    }

    @Test
    void bytesThatAreNotUtf8AreTheFaultOfTheirLine() {
        byte[] good = (GOOD.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] bad = "{\"id\":\"b\",\"prompt\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(good, good.length + bad.length);
        System.arraycopy(bad, 0, all, good.length, bad.length);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Recording.read(new TextSource("x.jsonl", all)))
                .withMessageStartingWith("x.jsonl, line 2: ");
    }

    @ParameterizedTest
    @CsvSource({"''", "' '"})
    void anEmptyFileIsRefused(String content) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read(content))
                .withMessageContaining("is empty");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Recording.read(new TextSource("a.gz", TextSource.gzip(content))))
                .withMessageContaining("is empty");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Recording.read(Path.of("no-such.jsonl")))
                .withMessage("no-such.jsonl: there is no such file");
        Source old = new Source() {
            @Override
            public String name() {
                return "old-io.jsonl";
            }

            @Override
            public InputStream open() throws IOException {
                return new FileInputStream("no-such.jsonl");
            }
        };
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Recording.read(old))
                .withMessage("old-io.jsonl: there is no such file");
    }

    @Test
    void anUnknownModelIsAnsweredWithTheModelsThereAre() {
        Recording recording = read(GOOD, "{'id':'b','prompt':'p','answers':{'n':[{'text':'t'}]}}");

        assertThat(recording.models()).containsExactly("m", "n");
        recording.requireModel("n");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> recording.requireModel("gpt"))
                .withMessageContaining("'gpt'")
                .withMessageContaining("[m, n]");
    }

    private static Recording read(String... lines) {
        return Recording.read(TextSource.of(
                "test.jsonl",
                Arrays.stream(lines).map(line -> line.replace('\'', '"')).toArray(String[]::new)));
    }
}
