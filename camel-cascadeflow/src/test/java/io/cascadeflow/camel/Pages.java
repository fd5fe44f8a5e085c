package io.cascadeflow.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Code on the pages of docs. */
final class Pages {

    private Pages() {}

    /** The blocks of a language, in order. */
    static List<String> blocks(String page, String language) throws IOException {
        String text = Files.readString(
                Path.of("").toAbsolutePath().resolveSibling("docs").resolve(page));
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(text)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** Without blanks and line ends, which are the formatter's affair. */
    static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
