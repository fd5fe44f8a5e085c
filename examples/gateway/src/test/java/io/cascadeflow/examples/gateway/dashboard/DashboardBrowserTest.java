package io.cascadeflow.examples.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.budget.report.LedgerSpend;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.savings.LedgerAudits;
import io.cascadeflow.budget.report.savings.Savings;
import io.cascadeflow.budget.report.savings.Savings.Estimate;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * Every page in a real Chromium, after a load run: what it says is on the ledger, everybody can use it, and nothing goes to anybody
 * else. With {@code -Ddocs.write=true} it takes the pictures of {@code docs/dashboard.md}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class DashboardBrowserTest {

    private static final Path PICTURES = Path.of("../../docs/pictures");
    private static final int HOURS = 40;
    private static final int EACH_HOUR = 7;

    @TempDir
    private static Path folder;

    private static LoadedGateway gateway;
    private static Chromium browser;
    private static DashboardPages pages;

    @BeforeAll
    static void open() throws Exception {
        DashboardPages.needBrowser();
        gateway = new LoadedGateway(folder, Duration.ofHours(HOURS));
        for (int hour = 0; hour < HOURS; hour++) {
            gateway.load(EACH_HOUR + hour % 5);
            gateway.forward(Duration.ofHours(1));
        }
        // the newest is in the savings too, which are told up to a minute ago
        gateway.forward(Duration.ofMinutes(2));
        browser = new Chromium();
        pages = new DashboardPages(gateway, browser);
        pages.signIn();
        // until all is written and read
        pages.await("decisions", () -> pages.number("Questions") > 0);
        pages.open("overview?days=7");
        pages.await("decisions", () -> {
            browser.driver.navigate().refresh();
            return pages.number("Questions") == gateway.questions();
        });
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @BeforeEach
    void asUsual() {
        browser.width(1280);
        browser.dark(false);
        browser.complaints();
    }

    private static Instant from(int days) {
        return gateway.now()
                .minus(Duration.ofDays(days))
                .plus(Duration.ofHours(1))
                .truncatedTo(ChronoUnit.HOURS);
    }

    private static String story() {
        pages.open("decisions");
        return browser.driver
                .findElement(By.xpath("//tr[contains(., '\u203a')]//a"))
                .getDomProperty("href");
    }

    private static String page(String name) {
        return name.equals("decision") ? story() : pages.url(name);
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "overview",
                "cascades",
                "budgets",
                "budgets?budget=tenants",
                "quality",
                "decisions",
                "decision",
                "models",
                "playground"
            })
    void everybodyCanUseEveryPage(String name) throws IOException {
        String page = page(name);
        browser.hosts();
        for (boolean dark : List.of(false, true)) {
            browser.dark(dark);
            browser.driver.get(page);
            assertThat(browser.violations()).as("dark: " + dark).isEmpty();
        }
        for (int width : List.of(360, 1600)) {
            browser.width(width);
            browser.driver.get(page);
            assertThat(browser.driver.executeScript("return document.documentElement.scrollWidth - window.innerWidth"))
                    .as("what is too wide at " + width)
                    .isEqualTo(0L);
        }
        assertThat(browser.hosts())
                .isNotEmpty()
                .allMatch(host -> host.equals(gateway.uri("").toString()));
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.driver.getTitle()).doesNotContain("taken");
        browser.width(1280);
        if (Boolean.getBoolean("docs.write")) {
            browser.dark(false);
            browser.driver.get(page
                    + (page.contains("?") || name.equals("decisions") || name.equals("playground") ? "" : "?days=7"));
            browser.picture(PICTURES.resolve("dashboard-" + name.replaceAll("\\W+", "-") + ".png"));
        }
    }

    @Test
    @Order(2)
    void theOverviewSaysWhatTheLedgerSays() {
        for (int days : List.of(1, 7)) {
            pages.await("spending of " + days + " days as on the ledger", () -> {
                pages.open("overview?days=" + days);
                return pages.amount("Spent").compareTo(gateway.spent(from(days)).toBigDecimal()) == 0;
            });
            assertThat(browser.driver.findElements(By.cssSelector(".plot canvas")))
                    .isNotEmpty();
        }
        assertThat(pages.number("Questions")).isEqualTo(gateway.questions());
    }

    /** In the browser what the ledger's lines come to by hand, and what reports say of the same stretch. */
    @Test
    @Order(2)
    void theOverviewSavesWhatReportsSay() {
        for (int days : List.of(1, 7)) {
            pages.await("savings of " + days + " days as on the ledger", () -> {
                pages.open("overview?days=" + days);
                Instant to = gateway.now().minusSeconds(60);
                return pages.amount("Saved")
                                .compareTo(
                                        gateway.savedByListPrice(from(days), to).toBigDecimal())
                        == 0;
            });
            Savings byAudits = new LedgerAudits(Map.of("support", "large", "legal", "large"))
                    .in(
                            new SpendRange(from(days), gateway.now().minusSeconds(60)),
                            new LedgerSpend(CascadeFlowBudgets.in(gateway.camel).ledger()));
            Estimate estimate = Objects.requireNonNull(byAudits.estimate());
            assertThat(List.of(
                            pages.amount("Saved, by audits", 0),
                            pages.amount("Saved, by audits", 1),
                            pages.amount("Saved, by audits", 2)))
                    .usingElementComparator(BigDecimal::compareTo)
                    .containsExactly(
                            estimate.saved().toBigDecimal(),
                            estimate.low().toBigDecimal(),
                            estimate.high().toBigDecimal());
            assertThat(estimate.low()).isLessThan(estimate.high());
            assertThat(pages.tile("Saved, by audits").getText())
                    .contains("of %d drafts that were audited".formatted(estimate.samples()));
        }
        assertThat(pages.number("Saved")).isNotZero();
    }

    @Test
    @Order(2)
    void theOverviewCountsWhatIsOnRecord() throws IOException {
        pages.open("overview?days=7");
        List<JsonNode> decisions = gateway.decisions();
        assertThat(decisions).hasSize(gateway.questions());
        long calls = gateway.lines(from(7)).stream()
                .filter(line -> line.posting().settlement() != null)
                .count();

        assertThat(pages.tile("Answered by the first tier").getText())
                .contains(
                        String.format(Locale.ROOT, "%.1f %%", 100.0 * count(decisions, "accepted") / decisions.size()),
                        count(decisions, "escalated") + " went on to a dearer one");
        assertThat(count(decisions, "failed")).isPositive();
        assertThat(pages.number("Without an answer"))
                .isEqualTo(count(decisions, "failed") + count(decisions, "rejected"));
        assertThat(pages.tile("Spent").getText()).contains("in " + calls + " calls");
    }

    private static long count(List<JsonNode> decisions, String outcome) {
        return decisions.stream()
                .filter(decision -> decision.path("outcome").asText().equals(outcome))
                .count();
    }

    @Test
    @Order(3)
    void modelsAndBudgetsSayWhatTheLedgerSays() {
        // an audit may still be under way, and what is shown is up to two seconds old
        pages.await("models as on the ledger", () -> {
            pages.open("models?days=7");
            return gateway.spentByModel(from(7)).entrySet().stream()
                    .allMatch(spent -> pages.exact("//tr[th/bdi[text()='" + spent.getKey() + "']]/td[2]/data")
                                    .compareTo(spent.getValue().toBigDecimal())
                            == 0);
        });
        pages.await("the budget as on the ledger", () -> {
            pages.open("budgets");
            Usd today = gateway.spent(gateway.now().truncatedTo(ChronoUnit.DAYS));
            return pages.exact("//section[h2/bdi[text()='company']]//p[starts-with(., 'Settled')]/data[1]")
                            .compareTo(today.toBigDecimal())
                    == 0;
        });
        assertThat(pages.text()).contains("At the end of the window about", "Who spends");
    }

    @Test
    @Order(4)
    void whatOthersWroteIsOnlyText() {
        pages.open("budgets?budget=tenants");

        assertThat(pages.text()).contains(LoadedGateway.SCRIPT_TENANT);
        assertThat(browser.driver.getTitle()).startsWith("Budgets");
        WebElement foreign = browser.driver.findElements(By.tagName("bdi")).stream()
                .filter(name -> LoadedGateway.RIGHT_TO_LEFT_TENANT.equals(name.getDomProperty("textContent")))
                .findFirst()
                .orElseThrow();
        assertThat(foreign.getCssValue("direction")).isEqualTo("rtl");
        assertThat(foreign.findElement(By.xpath("../following-sibling::td[1]")).getCssValue("direction"))
                .isEqualTo("ltr");
    }

    @Test
    @Order(5)
    void theKeyboardIsEnough() {
        pages.open("overview");
        new Actions(browser.driver).sendKeys(Keys.TAB).perform();
        assertThat(browser.driver.switchTo().activeElement().getText()).isEqualTo("To the content");
        new Actions(browser.driver).sendKeys(Keys.ENTER).perform();
        pages.await(
                "the content",
                () -> "content".equals(browser.driver.switchTo().activeElement().getDomAttribute("id")));
        pages.open("overview");
        for (int i = 0; i < 3; i++) {
            new Actions(browser.driver).sendKeys(Keys.TAB).perform();
        }
        assertThat(browser.driver.switchTo().activeElement().getText()).isEqualTo("Cascades");
        assertThat(browser.driver.switchTo().activeElement().getCssValue("outline-style"))
                .isEqualTo("solid");
        new Actions(browser.driver).sendKeys(Keys.ENTER).perform();
        pages.await("the cascades", () -> browser.driver.getTitle().startsWith("Cascades"));
    }

    @Test
    @Order(6)
    void aLostConnectionIsSaidAndRecovers() {
        pages.open("overview");
        browser.offline(true);
        pages.await("that it is lost", () -> pages.text().contains("The connection is lost since"));
        assertThat(pages.tile("Spent").isDisplayed()).isTrue();
        browser.offline(false);
        pages.await("that it is back", () -> pages.text().contains("Connected again."));
    }

    @Test
    @Order(7)
    void whatHappensIsSeenWithoutReloading() throws Exception {
        pages.open("overview?days=7");
        browser.driver.executeScript("window.stays = true");
        gateway.load(3);

        pages.await("three more", () -> pages.number("Questions") == gateway.questions());
        pages.await(
                "their costs",
                () -> pages.amount("Spent").compareTo(gateway.spent(from(7)).toBigDecimal()) == 0);
        assertThat(browser.driver.executeScript("return window.stays")).isEqualTo(true);
        assertThat(browser.driver.findElements(By.cssSelector(".plot canvas"))).isNotEmpty();
    }

    @Test
    @Order(8)
    void thePlaygroundAsksAndTellsTheStory() throws IOException {
        pages.open("playground");
        browser.driver.findElement(By.id("question")).sendKeys("What is 6 times 7?");
        browser.driver.findElement(By.xpath("//button[text()='Ask, and pay']")).click();

        pages.await("an answer", () -> pages.text().contains("What happened"));
        assertThat(pages.text()).contains("The answer is", "compatible:large");
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        if (Boolean.getBoolean("docs.write")) {
            browser.picture(PICTURES.resolve("dashboard-playground.png"));
        }
    }

    @Test
    @Order(9)
    void whoeverSignsOutIsOut() throws IOException {
        pages.open("overview");
        browser.driver.findElement(By.xpath("//button[text()='Sign out']")).click();
        pages.await("the form", () -> browser.driver.getTitle().startsWith("Sign in"));
        assertThat(browser.violations()).isEmpty();
        browser.driver.findElement(By.id("key")).sendKeys("wrong" + Keys.ENTER);
        pages.await("why not", () -> pages.text().contains("This is not the admin's key."));
    }
}
