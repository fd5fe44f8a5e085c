package io.cascadeflow.examples.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page in a real Chromium. */
@Timeout(300)
class StreamingBrowserTest {

    private static ChromeDriver browser;

    private final FakeModels fakes = new FakeModels(Duration.ofMillis(250));
    private Site site;

    @BeforeAll
    static void start() {
        boolean required = Boolean.getBoolean("chromium.required");
        assumeTrue(
                required || Chromium.missing().isEmpty(),
                () -> Chromium.missing().orElse(""));
        assertThat(Chromium.missing()).isEmpty();
        browser = Chromium.start();
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void open() throws Exception {
        site = new Site(0, fakes.endpoint("small"), fakes.endpoint("large"), "1");
        show(site);
    }

    @AfterEach
    void close() {
        site.close();
        fakes.close();
    }

    private static void show(Site site) {
        browser.manage().logs().get(LogType.BROWSER);
        browser.get("http://127.0.0.1:%d/".formatted(site.port()));
    }

    private static void ask(String question, boolean drafts) {
        browser.findElement(By.id("question")).clear();
        browser.findElement(By.id("question")).sendKeys(question);
        if (drafts) {
            browser.findElement(By.id("drafts")).click();
        }
        browser.findElement(By.id("ask")).click();
    }

    private static String state() {
        return browser.findElement(By.id("state")).getText();
    }

    /** Atomically, as elements change meanwhile. */
    private static String shown(String selector) {
        return String.valueOf(((JavascriptExecutor) browser)
                .executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", selector));
    }

    private static List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("favicon"))
                .toList();
    }

    @Test
    void anAnswerGrowsWordByWord() {
        ask("What is the capital of France?", true);
        Set<Integer> lengths = new LinkedHashSet<>();
        Waiting.until("it is complete", () -> {
            lengths.add(shown(".answer").length());
            return state().startsWith("accepted, by small, for 0.0");
        });

        assertThat(new ArrayList<>(lengths))
                .as("lengths that were seen")
                .hasSizeGreaterThan(3)
                .isSorted();
        assertThat(shown(".answer")).isEqualTo("The capital of France is Paris, and has been for a thousand years.");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aDraftThatIsTakenBackGoesAwayAndTheAnswerFollows() {
        ask("Is 91 a prime number?", true);
        Waiting.until("the draft is seen", () -> shown("[data-tier=small]").startsWith("Perhaps 91"));
        Waiting.until("the answer is complete", () -> state().startsWith("escalated, by large, for "));

        assertThat(shown("[data-tier=small]")).startsWith("taken back: ").doesNotContain("Perhaps");
        assertThat(shown("[data-tier=large][data-state=accepted]"))
                .isEqualTo("No: 7 * 13 = 91, so 91 is not a prime number.");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void withoutDraftsNothingIsEverTakenBack() {
        ask("Is 91 a prime number?", false);
        Set<String> texts = new LinkedHashSet<>();
        Waiting.until("the answer is complete", () -> {
            texts.add(shown("#answers"));
            return state().startsWith("escalated, by large, for ");
        });

        assertThat(texts)
                .allSatisfy(text -> assertThat("No: 7 * 13 = 91, so 91 is not a prime number.")
                        .startsWith(text));
    }

    @Test
    void stopCancelsTheCallAtTheProvider() throws Exception {
        ask("Tell me a long story.", true);
        Waiting.until("it grows", () -> shown(".answer").length() > 20);

        browser.findElement(By.id("stop")).click();

        Waiting.isCancelled(site, fakes);
        assertThat(state()).isEqualTo("stopped");
    }

    @Test
    void leavingThePageCancelsItToo() throws Exception {
        ask("Tell me a long story.", true);
        Waiting.until("it grows", () -> shown(".answer").length() > 20);

        browser.get("about:blank");

        Waiting.isCancelled(site, fakes);
    }

    /** What a model says is shown as it is, and the policy would keep a script from running if it were not. */
    @Test
    void markupInAnAnswerIsText() throws Exception {
        String markup = "It is <img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
        try (FakeProvider provider = FakeProvider.start()) {
            provider.answer(FakeModel.saying("large", markup)::answer);
            String uri = "cascadeflow:compatible:large?apiKey=k&transport=vertx&maxTokens=50&baseUrl=%s/v1"
                    .formatted(provider.uri());
            try (Site other = new Site(0, uri, uri, "1")) {
                show(other);
                ask("What now?", false);
                Waiting.until("the answer is complete", () -> state().contains(", by "));

                assertThat(shown("#answers")).isEqualTo(markup);
                assertThat(browser.getTitle()).isEqualTo("An answer as it grows");
            }
        }
        ((JavascriptExecutor) browser)
                .executeScript(
                        "const one = document.createElement('script'); one.textContent = \"document.title = 'taken'\"; document.body.append(one)");
        assertThat(browser.getTitle()).as("no inline script runs").isEqualTo("An answer as it grows");
        assertThat(complaints()).anyMatch(text -> text.contains("Content Security Policy"));
    }
}
