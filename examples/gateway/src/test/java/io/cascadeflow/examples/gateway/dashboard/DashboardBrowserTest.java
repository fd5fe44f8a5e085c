package io.cascadeflow.examples.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
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
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
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
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int HOURS = 40;
    private static final int EACH_HOUR = 7;

    @TempDir
    private static Path folder;

    private static LoadedGateway gateway;
    private static Chromium browser;

    @BeforeAll
    static void open() throws Exception {
        boolean required = Boolean.getBoolean("chromium.required");
        assumeTrue(
                required || Chromium.missing().isEmpty(),
                () -> Chromium.missing().orElse(""));
        assertThat(Chromium.missing()).isEmpty();
        gateway = new LoadedGateway(folder, Duration.ofHours(HOURS));
        for (int hour = 0; hour < HOURS; hour++) {
            gateway.load(EACH_HOUR + hour % 5);
            gateway.forward(Duration.ofHours(1));
        }
        browser = new Chromium();
        signIn();
        // until all is written and read
        await("decisions", page -> number("Questions") > 0);
        browser.driver.get(url("overview?days=7"));
        await("decisions", page -> {
            browser.driver.navigate().refresh();
            return number("Questions") == gateway.questions();
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

    private static String url(String page) {
        return gateway.uri("/dashboard/" + page).toString();
    }

    private static void signIn() {
        browser.driver.get(url("overview"));
        WebElement key = browser.driver.findElement(By.id("key"));
        key.sendKeys(LoadedGateway.ADMIN + Keys.ENTER);
        await("the overview", page -> browser.driver.getTitle().startsWith("Overview"));
    }

    private static void await(String what, Predicate<Chromium> is) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(is)) {
            assertThat(System.nanoTime())
                    .as("waited for " + what + " in vain: " + text())
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        }
    }

    /** A page that changes meanwhile is looked at again. */
    private static boolean holds(Predicate<Chromium> is) {
        try {
            return is.test(browser);
        } catch (NoSuchElementException | StaleElementReferenceException notYet) {
            return false;
        }
    }

    private static WebElement tile(String name) {
        return browser.driver.findElement(By.xpath("//div[@class='tile'][h3[text()='" + name + "']]"));
    }

    /** The exact number of a tile. */
    private static double number(String tile) {
        return amount(tile).doubleValue();
    }

    private static BigDecimal amount(String tile) {
        return new BigDecimal(tile(tile).findElement(By.tagName("data")).getDomAttribute("value"));
    }

    private static BigDecimal exact(String place) {
        return new BigDecimal(browser.driver.findElement(By.xpath(place)).getDomAttribute("value"));
    }

    private static String text() {
        return browser.driver.findElement(By.tagName("main")).getText();
    }

    private static Instant from(int days) {
        return gateway.now()
                .minus(Duration.ofDays(days))
                .plus(Duration.ofHours(1))
                .truncatedTo(ChronoUnit.HOURS);
    }

    private static String story() {
        browser.driver.get(url("decisions"));
        return browser.driver
                .findElement(By.xpath("//tr[contains(., '\u203a')]//a"))
                .getDomProperty("href");
    }

    private static String page(String name) {
        return name.equals("decision") ? story() : url(name);
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
            await("spending of " + days + " days as on the ledger", any -> {
                browser.driver.get(url("overview?days=" + days));
                return amount("Spent").compareTo(gateway.spent(from(days)).toBigDecimal()) == 0;
            });
            assertThat(browser.driver.findElements(By.cssSelector(".plot canvas")))
                    .isNotEmpty();
        }
        assertThat(number("Questions")).isEqualTo(gateway.questions());
        assertThat(number("Saved")).isNotZero();
    }

    @Test
    @Order(3)
    void modelsAndBudgetsSayWhatTheLedgerSays() {
        // an audit may still be under way, and what is shown is up to two seconds old
        await("models as on the ledger", any -> {
            browser.driver.get(url("models?days=7"));
            return gateway.spentByModel(from(7)).entrySet().stream()
                    .allMatch(spent -> exact("//tr[th/bdi[text()='" + spent.getKey() + "']]/td[2]/data")
                                    .compareTo(spent.getValue().toBigDecimal())
                            == 0);
        });
        await("the budget as on the ledger", any -> {
            browser.driver.get(url("budgets"));
            Usd today = gateway.spent(gateway.now().truncatedTo(ChronoUnit.DAYS));
            return exact("//section[h2/bdi[text()='company']]//p[starts-with(., 'Settled')]/data[1]")
                            .compareTo(today.toBigDecimal())
                    == 0;
        });
        assertThat(text()).contains("At the end of the window about", "Who spends");
    }

    @Test
    @Order(4)
    void whatOthersWroteIsOnlyText() {
        browser.driver.get(url("budgets?budget=tenants"));

        assertThat(text()).contains(LoadedGateway.SCRIPT_TENANT);
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
        browser.driver.get(url("overview"));
        new Actions(browser.driver).sendKeys(Keys.TAB).perform();
        assertThat(browser.driver.switchTo().activeElement().getText()).isEqualTo("To the content");
        new Actions(browser.driver).sendKeys(Keys.ENTER).perform();
        await(
                "the content",
                any -> "content"
                        .equals(browser.driver.switchTo().activeElement().getDomAttribute("id")));
        browser.driver.get(url("overview"));
        for (int i = 0; i < 3; i++) {
            new Actions(browser.driver).sendKeys(Keys.TAB).perform();
        }
        assertThat(browser.driver.switchTo().activeElement().getText()).isEqualTo("Cascades");
        assertThat(browser.driver.switchTo().activeElement().getCssValue("outline-style"))
                .isEqualTo("solid");
        new Actions(browser.driver).sendKeys(Keys.ENTER).perform();
        await("the cascades", any -> browser.driver.getTitle().startsWith("Cascades"));
    }

    @Test
    @Order(6)
    void aLostConnectionIsSaidAndRecovers() {
        browser.driver.get(url("overview"));
        browser.offline(true);
        await("that it is lost", any -> text().contains("The connection is lost since"));
        assertThat(tile("Spent").isDisplayed()).isTrue();
        browser.offline(false);
        await("that it is back", any -> text().contains("Connected again."));
    }

    @Test
    @Order(7)
    void whatHappensIsSeenWithoutReloading() throws Exception {
        browser.driver.get(url("overview?days=7"));
        browser.driver.executeScript("window.stays = true");
        gateway.load(3);

        await("three more", any -> number("Questions") == gateway.questions());
        await(
                "their costs",
                any -> amount("Spent").compareTo(gateway.spent(from(7)).toBigDecimal()) == 0);
        assertThat(browser.driver.executeScript("return window.stays")).isEqualTo(true);
        assertThat(browser.driver.findElements(By.cssSelector(".plot canvas"))).isNotEmpty();
    }

    @Test
    @Order(8)
    void thePlaygroundAsksAndTellsTheStory() throws IOException {
        browser.driver.get(url("playground"));
        browser.driver.findElement(By.id("question")).sendKeys("What is 6 times 7?");
        browser.driver.findElement(By.xpath("//button[text()='Ask, and pay']")).click();

        await("an answer", any -> text().contains("What happened"));
        assertThat(text()).contains("The answer is", "compatible:large");
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        if (Boolean.getBoolean("docs.write")) {
            browser.picture(PICTURES.resolve("dashboard-playground.png"));
        }
    }

    @Test
    @Order(9)
    void whoeverSignsOutIsOut() throws IOException {
        browser.driver.get(url("overview"));
        browser.driver.findElement(By.xpath("//button[text()='Sign out']")).click();
        await("the form", any -> browser.driver.getTitle().startsWith("Sign in"));
        assertThat(browser.violations()).isEmpty();
        browser.driver.findElement(By.id("key")).sendKeys("wrong" + Keys.ENTER);
        await("why not", any -> text().contains("This is not the admin's key."));
    }
}
