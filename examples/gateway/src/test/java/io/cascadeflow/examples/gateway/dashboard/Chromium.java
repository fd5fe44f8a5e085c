package io.cascadeflow.examples.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.WireJson;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The system's own Chromium, without a window. Nothing is downloaded. */
final class Chromium implements AutoCloseable {

    private static final Path AXE = Path.of("src/test/npm/node_modules/axe-core/axe.min.js");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TALL = 1000;

    final ChromeDriver driver;

    Chromium() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("chromium", "chromium-browser", "google-chrome")
                .orElseThrow()
                .toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--no-default-browser-check",
                "--hide-scrollbars",
                "--lang=en");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        File executable = find("chromedriver").orElseThrow().toFile();
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(executable)
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
    }

    /** Why there can be none; empty when there can. */
    static Optional<String> missing() {
        if (find("chromium", "chromium-browser", "google-chrome").isEmpty()
                || find("chromedriver").isEmpty()) {
            return Optional.of(
                    "there is no Chromium with its driver on the path: apt-get install chromium chromium-driver");
        }
        return Files.isRegularFile(AXE)
                ? Optional.empty()
                : Optional.of("axe-core is not installed: run 'npm ci' in examples/gateway/src/test/npm");
    }

    private static Optional<Path> find(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void width(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", TALL, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
        Map<String, Object> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    void offline(boolean offline) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Violations of WCAG, levels A and AA, of the page that is shown: rule and place, one a line. */
    List<String> violations() throws IOException {
        driver.executeScript(Files.readString(AXE, StandardCharsets.UTF_8));
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(
                  (result) => done(result.violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ': ' + node.html))),
                  (failure) => done(['axe failed: ' + failure]));
                """);
        List<String> violations = new ArrayList<>();
        ((List<?>) found).forEach(line -> violations.add(String.valueOf(line)));
        return violations;
    }

    /** The hosts and ports that anything was asked of since the last time. */
    List<String> hosts() throws IOException {
        List<String> hosts = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = WireJson.parse(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                URI uri = URI.create(message.at("/params/request/url").asText().split("[?#]")[0]);
                if (!"data".equals(uri.getScheme()) && !"chrome".equals(uri.getScheme())) {
                    hosts.add(uri.getScheme() + "://" + uri.getAuthority());
                }
            }
        }
        return hosts;
    }

    /** What the browser complained of since the last time, such as of what its policy keeps it from. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The page from its top, up to a bound. */
    void picture(Path file) throws IOException {
        long tall = ((Number) driver.executeScript("return Math.min(1300, document.documentElement.scrollHeight)"))
                .longValue();
        long wide = ((Number) driver.executeScript("return window.innerWidth")).longValue();
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", wide, "height", tall, "deviceScaleFactor", 1, "mobile", false));
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        width((int) wide);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
