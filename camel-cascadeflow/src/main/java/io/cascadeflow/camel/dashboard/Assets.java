package io.cascadeflow.camel.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Files that pages need, from the class path. Immutable. */
final class Assets {

    private static final String CSS = "text/css; charset=utf-8";
    private static final String JS = "text/javascript; charset=utf-8";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/%s/dist/%s";

    private final Map<String, Reply> all = new HashMap<>();

    Assets() {
        own("dashboard.css", CSS);
        own("dashboard.js", JS);
        own("icon.svg", "image/svg+xml");
        String version = version();
        if (version != null) {
            put("uplot.js", JS, UPLOT.formatted(version, "uPlot.iife.min.js"));
            put("uplot.css", CSS, UPLOT.formatted(version, "uPlot.min.css"));
        }
    }

    /** Of the WebJar; absent when it is not on the class path. */
    private static @Nullable String version() {
        byte[] properties = read("/META-INF/maven/org.webjars.npm/uplot/pom.properties");
        if (properties == null) {
            return null;
        }
        Properties parsed = new Properties();
        try {
            parsed.load(new java.io.ByteArrayInputStream(properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parsed.getProperty("version");
    }

    private void own(String name, String type) {
        put(name, type, name);
        if (!all.containsKey(name)) {
            throw new IllegalStateException("the jar lacks %s: it is incomplete".formatted(name));
        }
    }

    private void put(String name, String type, String path) {
        byte[] body = read(path);
        if (body != null) {
            all.put(name, Reply.asset(type, body));
        }
    }

    private static byte @Nullable [] read(String path) {
        try (InputStream in = Assets.class.getResourceAsStream(path)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasCharts() {
        return all.containsKey("uplot.js") && all.containsKey("uplot.css");
    }

    Optional<Reply> find(String name) {
        return Optional.ofNullable(all.get(name));
    }
}
