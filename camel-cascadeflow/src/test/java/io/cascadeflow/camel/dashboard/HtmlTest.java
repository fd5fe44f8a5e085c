package io.cascadeflow.camel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HtmlTest {

    /** What a browser makes of an escaped text. */
    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    @Property
    void whateverIsPutInComesOutAsText(@ForAll String text) {
        String html = Html.of("p", text).toString();

        String inner = html.substring("<p>".length(), html.length() - "</p>".length());
        assertThat(inner).doesNotContain("<", ">", "\"", "'", "\0");
        assertThat(unescaped(inner)).isEqualTo(text.replace('\0', '\uFFFD'));
    }

    @Property
    void noValueLeavesItsAttribute(@ForAll String text) {
        String html = Html.of("a").with("title", text).toString();

        String value = html.substring("<a title=\"".length(), html.length() - "\"></a>".length());
        assertThat(value).doesNotContain("\"", "<", ">");
        assertThat(unescaped(value)).isEqualTo(text.replace('\0', '\uFFFD'));
    }

    @Property
    void addressesKeepTheirParameters(@ForAll String value, @ForAll String other) {
        String url = Url.of("decisions", "tenant", value, "id", other);

        assertThat(url).matches("decisions(\\?[A-Za-z0-9=&%+*._-]+)?");
        String query = url.contains("?") ? url.substring(url.indexOf('?') + 1) : "";
        // half of a surrogate pair is no text, and an empty value is left out
        if (isText(value) && isText(other)) {
            assertThat(Url.parameters(query).getOrDefault("tenant", "")).isEqualTo(value);
            assertThat(Url.parameters(query).getOrDefault("id", "")).isEqualTo(other);
        }
    }

    private static boolean isText(String value) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    @Property
    void anyQueryIsRead(@ForAll String query) {
        assertThat(Url.parameters(query)).isNotNull();
    }

    @Test
    void elementsAreNestedAndTextsBetweenThemEscaped() {
        Html html = Html.of("ul", List.of(Html.of("li", "a & b"), Html.of("li", Html.foreign("<i>"))))
                .with("class", "x")
                .with("id", null);

        assertThat(html)
                .hasToString("<ul class=\"x\"><li>a &amp; b</li><li><bdi dir=\"auto\">&lt;i&gt;</bdi></li></ul>");
    }
}
