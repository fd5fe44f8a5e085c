package io.cascadeflow.examples.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** A gateway's dashboard as it is seen in a browser. */
record DashboardPages(LoadedGateway gateway, Chromium browser) {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Skips the tests where there is no browser, unless there has to be one. */
    static void needBrowser() {
        boolean required = Boolean.getBoolean("chromium.required");
        assumeTrue(
                required || Chromium.missing().isEmpty(),
                () -> Chromium.missing().orElse(""));
        assertThat(Chromium.missing()).isEmpty();
    }

    String url(String page) {
        return gateway.uri("/dashboard/" + page).toString();
    }

    void open(String page) {
        browser.driver.get(url(page));
    }

    /** With the admin's key, unless the browser has it from another port. */
    void signIn() {
        open("overview");
        if (browser.driver.getTitle().startsWith("Sign in")) {
            browser.driver.findElement(By.id("key")).sendKeys(LoadedGateway.ADMIN + Keys.ENTER);
        }
        await("the overview", () -> browser.driver.getTitle().startsWith("Overview"));
    }

    void await(String what, BooleanSupplier is) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(is)) {
            assertThat(System.nanoTime())
                    .as("waited for " + what + " in vain: " + text())
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        }
    }

    /** A page that changes meanwhile is looked at again. */
    private static boolean holds(BooleanSupplier is) {
        try {
            return is.getAsBoolean();
        } catch (NoSuchElementException | StaleElementReferenceException notYet) {
            return false;
        }
    }

    WebElement tile(String name) {
        return browser.driver.findElement(By.xpath("//div[@class='tile'][h3[text()='" + name + "']]"));
    }

    /** The exact number of a tile. */
    double number(String tile) {
        return amount(tile).doubleValue();
    }

    BigDecimal amount(String tile) {
        return amount(tile, 0);
    }

    /** One of several. */
    BigDecimal amount(String tile, int which) {
        return new BigDecimal(
                tile(tile).findElements(By.tagName("data")).get(which).getDomAttribute("value"));
    }

    BigDecimal exact(String place) {
        return new BigDecimal(browser.driver.findElement(By.xpath(place)).getDomAttribute("value"));
    }

    String text() {
        return browser.driver.findElement(By.tagName("main")).getText();
    }
}
