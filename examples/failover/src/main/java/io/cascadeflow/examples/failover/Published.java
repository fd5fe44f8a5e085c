package io.cascadeflow.examples.failover;

import io.cascadeflow.wall.Verdict.Level;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What FailoverBench says about another system; read there, not measured by us.
 *
 * @param system its name there
 * @param levels by scenario
 */
record Published(String system, Map<String, Level> levels) {

    /** Where these figures stand, and of when they are. */
    static final String SOURCE = "failoverbench/failoverbench, scorecard of 2026-09-12, streamed calls";

    private static final String FILE = "/published.csv";

    /** All that we know of. */
    static List<Published> all() {
        try (InputStream in = Objects.requireNonNull(Published.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> ids = cells(lines.readLine());
            return lines.lines().map(line -> row(ids, cells(line))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split(",", -1));
    }

    private static Published row(List<String> ids, List<String> cells) {
        Map<String, Level> levels = new LinkedHashMap<>();
        for (int column = 1; column < ids.size(); column++) {
            levels.put(ids.get(column), Level.valueOf(cells.get(column).toUpperCase(Locale.ROOT)));
        }
        return new Published(cells.get(0), levels);
    }
}
