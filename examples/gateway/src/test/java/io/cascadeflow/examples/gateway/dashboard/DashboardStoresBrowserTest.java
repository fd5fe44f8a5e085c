package io.cascadeflow.examples.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Stores as they should not be met for the first time in production: empty, with one decision, with very many keys, askew. */
@Timeout(300)
class DashboardStoresBrowserTest {

    private static final List<String> PAGES =
            List.of("overview", "cascades", "budgets", "budgets?budget=tenants", "quality", "decisions", "models");
    private static final int KEYS = 100_000;
    private static final int ON_A_PAGE = 25;
    private static final int MOST_BYTES = 100_000;
    /** Whatever else the machine does; what a page takes on its own is measured by {@code benchmarks.jar dashboard}. */
    private static final Duration QUICK = Duration.ofSeconds(2);

    private static final String ACCOUNT =
            "INSERT INTO cascadeflow_account (budget, key_value, window_id, window_kind, ends_at, touched_at, settled_usd, settled_calls, settled_tokens, held_usd, held_calls, held_tokens, overrun_usd)"
                    + " VALUES ('tenants', ?, ?, 'CALENDAR', ?, ?, ?, 3, 2000, 0, 0, 0, 0)";

    private static Chromium browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        DashboardPages.needBrowser();
        browser = new Chromium();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void asUsual() {
        browser.width(1280);
        browser.dark(false);
        browser.complaints();
    }

    /** Signs in anew, as a browser does that was at another store before. */
    private DashboardPages pages(LoadedGateway gateway) {
        DashboardPages pages = new DashboardPages(gateway, browser);
        pages.signIn();
        browser.complaints();
        return pages;
    }

    private void everyPageHolds(DashboardPages pages) throws IOException {
        for (String page : PAGES) {
            pages.open(page);
            assertThat(pages.text()).as(page).doesNotContain("cannot be", "NaN", "Infinity", "null");
            assertThat(browser.violations()).as(page).isEmpty();
            assertThat(browser.driver.executeScript("return document.documentElement.scrollWidth - window.innerWidth"))
                    .as(page)
                    .isEqualTo(0L);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anEmptyStoreSaysWhatIsMissing() throws Exception {
        try (LoadedGateway gateway = new LoadedGateway(folder, Duration.ZERO)) {
            DashboardPages pages = pages(gateway);

            everyPageHolds(pages);
            pages.open("overview");
            assertThat(pages.number("Spent")).isZero();
            assertThat(pages.number("Questions")).isZero();
            assertThat(pages.number("Without an answer")).isZero();
            assertThat(pages.tile("Saved").getText()).contains("\u2013", "no decision older than a minute");
            assertThat(pages.tile("Saved, by audits").getText()).contains("\u2013", "no decision");
            pages.open("budgets?budget=tenants");
            assertThat(pages.text()).contains("Nobody has spent anything in this window.");
            pages.open("decisions");
            assertThat(browser.driver.findElements(By.xpath("//tbody/tr"))).isEmpty();

            // what comes first is seen without reloading
            pages.open("overview");
            gateway.load(1);
            pages.await("the first question", () -> pages.number("Questions") == 1);
        }
    }

    @Test
    void oneDecisionIsOneOnEveryPage() throws Exception {
        try (LoadedGateway gateway = new LoadedGateway(folder, Duration.ZERO)) {
            gateway.load(1);
            DashboardPages pages = pages(gateway);
            pages.await("the decision", () -> pages.number("Questions") == 1);
            gateway.forward(Duration.ofMinutes(2));

            everyPageHolds(pages);
            pages.await("what it cost and saved", () -> {
                pages.open("overview");
                Usd spent = gateway.spent(gateway.now().minus(Duration.ofHours(23)));
                Usd saved = gateway.savedByListPrice(
                        gateway.now().minus(Duration.ofHours(23)), gateway.now().minusSeconds(60));
                List<WebElement> told = pages.tile("Saved").findElements(By.tagName("data"));
                return pages.amount("Spent").compareTo(spent.toBigDecimal()) == 0
                        // before the first escalation nobody knows which model is the last
                        && (told.isEmpty() || pages.amount("Saved").compareTo(saved.toBigDecimal()) == 0);
            });
            pages.open("decisions");
            List<WebElement> rows = browser.driver.findElements(By.xpath("//tbody/tr"));
            assertThat(rows).hasSize(1);
            rows.get(0).findElement(By.tagName("a")).click();
            pages.await("its story", () -> pages.text().contains("Holds and settlements"));
            assertThat(browser.violations()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Of a tenant budget with very many accounts: pages in order, one by name, and none that is large or slow. */
    @Test
    void aHundredThousandKeysAreLeafedThroughAndFound() throws Exception {
        try (LoadedGateway gateway = new LoadedGateway(folder, Duration.ZERO)) {
            fill(gateway);
            DashboardPages pages = pages(gateway);
            pages.open("budgets?budget=tenants");
            List<Double> took = new ArrayList<>();
            long expected = KEYS;
            for (int page = 0; page < 25; page++) {
                List<WebElement> rows = browser.driver.findElements(By.xpath("//tbody/tr"));
                assertThat(rows).as("page " + page).hasSize(ON_A_PAGE);
                for (WebElement row : List.of(rows.get(0), rows.get(ON_A_PAGE - 1))) {
                    assertThat(row.findElement(By.tagName("th")).getText()).isEqualTo("key-%06d".formatted(expected));
                    assertThat(row.findElement(By.tagName("data")).getDomAttribute("value"))
                            .isEqualTo(exact(expected));
                    expected -= row == rows.get(0) ? ON_A_PAGE - 1 : 1;
                }
                took.add(smallPage());
                browser.driver.findElement(By.linkText("Those who spend less")).click();
                long next = expected;
                pages.await(
                        "the next page",
                        () -> browser.driver
                                .findElement(By.xpath("//tbody/tr[1]/th"))
                                .getText()
                                .equals("key-%06d".formatted(next)));
            }
            browser.driver.findElement(By.id("value")).sendKeys("key-000077");
            browser.driver.findElement(By.xpath("//button[text()='Look up']")).click();
            pages.await("the one", () -> pages.text().contains("key-000077"));
            assertThat(browser.driver.findElements(By.xpath("//tbody/tr"))).hasSize(1);
            assertThat(browser.driver.findElement(By.xpath("//tbody//data")).getDomAttribute("value"))
                    .isEqualTo(exact(77));
            took.add(smallPage());
            for (String page : PAGES) {
                pages.open(page);
                took.add(smallPage());
            }
            assertThat(took.stream().sorted().toList().get(took.size() / 2)).isLessThan(QUICK.toMillis());
            pages.open("budgets?budget=tenants");
            assertThat(browser.violations()).isEmpty();
            browser.width(360);
            assertThat(browser.driver.executeScript("return document.documentElement.scrollWidth - window.innerWidth"))
                    .isEqualTo(0L);
        }
    }

    private static String exact(long key) {
        return new Usd(key * 1_000).toBigDecimal().stripTrailingZeros().toPlainString();
    }

    /** How many milliseconds the page took that is shown. */
    private static double smallPage() {
        List<?> timing =
                (List<?>) browser.driver.executeScript("const page = performance.getEntriesByType('navigation')[0];"
                        + "return [page.decodedBodySize, page.responseEnd - page.requestStart]");
        assertThat(((Number) timing.get(0)).longValue())
                .as("bytes of " + browser.driver.getCurrentUrl())
                .isBetween(1L, (long) MOST_BYTES);
        return ((Number) timing.get(1)).doubleValue();
    }

    private static void fill(LoadedGateway gateway) throws SQLException {
        DataSource database = gateway.camel
                .getComponent("cascadeflow", CascadeFlowComponent.class)
                .ledgerDatabase()
                .orElseThrow()
                .dataSource();
        String day = gateway.now().toString().substring(0, 10);
        long micros = gateway.now().getEpochSecond() * 1_000_000;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(ACCOUNT)) {
            for (int key = 1; key <= KEYS; key++) {
                insert.setString(1, "key-%06d".formatted(key));
                insert.setString(2, day);
                insert.setLong(3, micros + 86_400_000_000L);
                insert.setLong(4, micros);
                insert.setLong(5, key * 1_000L);
                insert.addBatch();
                if (key % 2_000 == 0) {
                    insert.executeBatch();
                }
            }
        }
    }

    /** Another node on the same ledger and trail, first two hours and then two days ahead. */
    @Test
    void aClockThatIsAheadIsSaidAndBreaksNoSum() throws Exception {
        try (LoadedGateway gateway = new LoadedGateway(folder, Duration.ZERO)) {
            gateway.load(2);
            DashboardPages pages = pages(gateway);
            pages.await("its own", () -> pages.number("Questions") == 2);
            try (LoadedGateway ahead = new LoadedGateway(folder, Duration.ofHours(-2), "ahead")) {
                ahead.load(3);
                // two hours may be the daylight's: those are in the sums
                pages.await("those of in two hours", () -> pages.number("Questions") == 5);
                assertThat(pages.text()).doesNotContain("ahead of this node's clock");
                ahead.forward(Duration.ofDays(2));
                ahead.load(1);
            }
            pages.await("that one is ahead", () -> pages.text().contains("ahead of this node's clock"));

            assertThat(pages.text()).contains("1 decision is dated more than a day ahead", "look at the clocks (NTP)");
            assertThat(pages.number("Questions")).isEqualTo(5);
            pages.await(
                    "spending up to now",
                    () -> pages.amount("Spent")
                                    .compareTo(gateway.spent(gateway.now().minus(Duration.ofHours(23)))
                                            .toBigDecimal())
                            == 0);
            everyPageHolds(pages);
            pages.open("decisions");
            assertThat(browser.driver.findElements(By.xpath("//tbody/tr"))).hasSize(6);
        }
    }
}
