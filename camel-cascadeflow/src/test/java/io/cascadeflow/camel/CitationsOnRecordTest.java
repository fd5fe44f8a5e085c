package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.audit.Redactor;
import io.cascadeflow.camel.retrieval.RetrievedPassages;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.Citable.Demand;
import io.cascadeflow.confidence.Defect;
import io.cascadeflow.confidence.Defects;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Features;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.recorded.RecordedCitable;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.retrieval.Passage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Same draft, same decision: what a recording keeps of passages is enough to judge citations as they were judged live. */
class CitationsOnRecordTest {

    private static final List<Passage> PASSAGES =
            List.of(Passage.of("ann/size.md#length", "The bridge is 300 m long."), Passage.of("It was built in 1932."));

    /** What the small model says: sound, invented by number, by name, without any, and that no passage tells. */
    private static final List<String> ANSWERS = List.of(
            "It is 300 m long [1].",
            "It is 300 m long [ann/size.md#length], built in 1932 [2].",
            "It is 300 m long [7].",
            "It is 300 m long [1], says [other/width.md].",
            "It is 300 m long.",
            "Nobody knows [none].");

    @TempDir
    Path folder;

    private static RouteBuilder route(String from, String small, String large) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                cascade(from(from))
                        .tier("small")
                        .acceptWhen(constant(true))
                        .to(small)
                        .tier("large")
                        .to(large)
                        .end();
            }
        };
    }

    private static Attempt draft(Exchange exchange) {
        return Traces.of(exchange).get(0).attempts().get(0);
    }

    private static List<Defect> defects(Attempt attempt) {
        return ((Answered) attempt.result()).assessment().defects();
    }

    private LearningFixture live(String content) throws Exception {
        LearningFixture fixture = new LearningFixture(
                folder,
                LearningFixture.RECORDER.replace("full", content),
                camel -> camel.getRegistry().bind("mask", (Redactor) text -> text.replace("ann/", "xxx/")));
        fixture.smallSays(question -> LearningFixture.said(ANSWERS.get(place(question))));
        fixture.largeSays(question -> LearningFixture.said("300 m [1]."));
        fixture.context.camel.addRoutes(route("direct:live", "cascadeflow:probe:m", "cascadeflow:probe:dear"));
        return fixture;
    }

    private static int place(String question) {
        return Integer.parseInt(question.replaceAll("\\D", ""));
    }

    private static List<Attempt> ask(LearningFixture live, Demand demand, boolean conversation) {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < ANSWERS.size(); i++) {
            String question = "How long is bridge number " + i + "?";
            Object body = conversation
                    ? ChatRequest.of(List.of(ChatMessage.system("Be brief."), ChatMessage.user(question)))
                    : question;
            Map<String, Object> headers =
                    Map.of(CascadeFlowConstants.PASSAGES, new RetrievedPassages(PASSAGES, demand));
            attempts.add(draft(live.context.ask("direct:live", body, headers)));
        }
        return attempts;
    }

    private List<Attempt> replay(List<RecordedItem> items) throws Exception {
        String uri = "cascadeflow:recorded?model=RAW(%s)&source=RAW(file:" + folder.resolve("recorded.jsonl") + ")";
        Path yaml = Files.writeString(
                folder.resolve("replay.yaml"),
                "models:\n  \"recorded:probe:m\": {input: 1, output: 1}\n  \"recorded:probe:dear\": {input: 1, output: 1}\n");
        List<Attempt> attempts = new ArrayList<>();
        try (ProbeContext replay = new ProbeContext(component -> component.setConfiguration("file:" + yaml))) {
            replay.camel.addRoutes(
                    route("direct:replay", uri.formatted(LearningFixture.SMALL), uri.formatted(LearningFixture.LARGE)));
            for (RecordedItem item : items) {
                Map<String, Object> headers = Map.of(CascadeFlowConstants.PASSAGES, RetrievedPassages.recorded(item));
                attempts.add(draft(replay.ask("direct:replay", item.request(), headers)));
            }
        }
        return attempts;
    }

    @ParameterizedTest
    @EnumSource(Demand.class)
    void liveAndReplayedDecisionsAgree(Demand demand) throws Exception {
        agree(demand, false);
    }

    @Test
    void soTheyDoWhereInstructionsStandBeforeTheQuestion() throws Exception {
        agree(Demand.REQUIRED, true);
    }

    private void agree(Demand demand, boolean conversation) throws Exception {
        List<Attempt> live;
        List<RecordedItem> items;
        try (LearningFixture fixture = live("full")) {
            live = ask(fixture, demand, conversation);
            items = fixture.recorded();
        }

        List<Attempt> replayed = replay(items);

        assertThat(items).hasSameSizeAs(ANSWERS);
        for (int i = 0; i < live.size(); i++) {
            assertThat(replayed.get(i).accepted())
                    .as(ANSWERS.get(i))
                    .isEqualTo(live.get(i).accepted());
            assertThat(defects(replayed.get(i))).as(ANSWERS.get(i)).isEqualTo(defects(live.get(i)));
            assertThat(grounds(replayed.get(i))).as(ANSWERS.get(i)).isEqualTo(grounds(live.get(i)));
            Draft learned = Lessons.draft(items.get(i), LearningFixture.SMALL, 1, 0);
            assertThat(Defects.of(learned)).as("as a fitter sees it").isEqualTo(defects(live.get(i)));
            assertThat(grounds(Features.of(learned).signals())).isEqualTo(grounds(live.get(i)));
        }
        boolean[] expected = {
            false,
            false,
            demand.compareTo(Demand.VALID) >= 0,
            demand.compareTo(Demand.VALID) >= 0,
            demand == Demand.REQUIRED,
            false
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(defects(live.get(i)).contains(Defect.WRONG_CITATIONS))
                    .as(ANSWERS.get(i))
                    .isEqualTo(expected[i]);
        }
    }

    private static Map<String, Double> grounds(Attempt attempt) {
        return grounds(((Answered) attempt.result()).assessment().signals());
    }

    private static Map<String, Double> grounds(Map<String, Double> signals) {
        Map<String, Double> grounds = new TreeMap<>(signals);
        grounds.keySet().removeIf(name -> !name.startsWith("ground."));
        return grounds;
    }

    @Test
    void aRedactedRecordingStillTellsWhatWasInvented() throws Exception {
        try (LearningFixture fixture = live("redacted")) {
            List<Attempt> live = ask(fixture, Demand.VALID, false);
            List<RecordedItem> items = fixture.recorded();
            assertThat(Files.readString(fixture.file)).contains("xxx/size.md").doesNotContain("ann/");
            for (int i = 0; i < items.size(); i++) {
                assertThat(Defects.of(Lessons.draft(items.get(i), LearningFixture.SMALL, 1, 0)))
                        .as(ANSWERS.get(i))
                        .isEqualTo(defects(live.get(i)));
            }
        }
    }

    @Test
    void featuresAloneNameNoPassage() throws Exception {
        try (LearningFixture fixture = live("features")) {
            ask(fixture, Demand.REQUIRED, false);
            List<RecordedItem> items = fixture.recorded();
            assertThat(Files.readString(fixture.file)).doesNotContain("size.md", "citable");
            assertThat(items).allSatisfy(item -> assertThat(item.citable()).isEqualTo(RecordedCitable.NONE));
        }
    }

    private Recording read(String line) throws Exception {
        return Recording.read(Files.writeString(folder.resolve("old.jsonl"), line + "\n"));
    }

    @Test
    void aRecordingFromBeforeIsReadAsItWas() throws Exception {
        RecordedItem item =
                read("{\"id\":\"a\",\"prompt\":\"How long?\",\"passages\":[\"300 m\"],\"answers\":{\"m\":[{\"text\":\"300 m [7]\"}]}}")
                        .items()
                        .get(0);
        assertThat(item.citable()).isEqualTo(RecordedCitable.NONE);
        assertThat(Defects.of(Lessons.draft(item, "m", 1, 0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"demand\":\"always\"}               | demand is none of",
                "{\"ids\":[\"a\"]}                     | is not an object with a demand",
                "\"required\"                          | is not an object with a demand",
                "{\"demand\":\"off\",\"ids\":[1]}      | not a text",
                "{\"demand\":\"off\",\"ids\":[\"a\",\"b\"]} | 2 ids for 1 passages"
            })
    void aWrongOneIsToldWithItsLine(String citable, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(
                        "{\"id\":\"a\",\"prompt\":\"?\",\"passages\":[\"300 m\"],\"citable\":%s,\"answers\":{\"m\":[{\"text\":\"x\"}]}}"
                                .formatted(citable)))
                .withMessageContaining("line 1")
                .withMessageContaining(problem);
    }
}
