package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A block below {@code <!-- include: path -->} is that file. Run with {@code -Ddocs.write=true} to write pages anew. */
class IncludesTest {

    private static final Pattern INCLUDE = Pattern.compile("(?ms)^<!-- include: (\\S+) -->\\n```java\\n.*?^```$");

    private static String included(String text) {
        return INCLUDE.matcher(text)
                .replaceAll((MatchResult include) -> Matcher.quoteReplacement("<!-- include: %s -->\n```java\n%s```"
                        .formatted(include.group(1), Page.read(include.group(1)))));
    }

    @Test
    void whatIsIncludedIsTheFile() throws IOException {
        int included = 0;
        for (Page page : Page.guides()) {
            String now = included(page.text());
            included += (int) INCLUDE.matcher(now).results().count();
            if (Boolean.getBoolean("docs.write") && !now.equals(page.text())) {
                Files.writeString(Page.root().resolve(page.path()), now);
            } else {
                assertThat(page.text()).as(page.path()).isEqualTo(now);
            }
        }
        assertThat(included).isGreaterThan(8);
    }
}
