package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of a page to a file of the project, and to a heading in it, leads there. */
class LinksTest {

    private static Stream<String> broken(Page page) {
        Path folder = Path.of("/" + page.path()).getParent();
        return page.links().stream()
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !leads(page, folder, link))
                .map(link -> page.path() + ": " + link);
    }

    private static boolean leads(Page page, Path folder, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        if (file.isEmpty()) {
            return page.anchors().contains(link.substring(1));
        }
        String target = folder.resolve(file).normalize().toString().substring(1);
        if (!Files.exists(Page.root().resolve(target))) {
            return false;
        }
        return hash < 0 || !target.endsWith(".md") || Page.of(target).anchors().contains(link.substring(hash + 1));
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<Page> pages = Page.all();
        assertThat(pages).hasSizeGreaterThan(50);
        assertThat(pages.stream().flatMap(page -> page.links().stream())).hasSizeGreaterThan(300);
        assertThat(pages.stream().flatMap(LinksTest::broken)).isEmpty();
    }

    @Test
    void aBrokenLinkIsSeen() {
        Page page = new Page(
                "docs/x.md", "[a](cascade.md#errors) [b](cascade.md#no-such) [c](gone.md) [d](#here)\n## Here\n");
        assertThat(broken(page)).containsExactly("docs/x.md: cascade.md#no-such", "docs/x.md: gone.md");
    }

    @Test
    void everyGuideIsInTheReadingOrder() {
        List<String> ordered = Page.of("docs/README.md").links();
        assertThat(Page.guides().stream()
                        .map(page -> page.path().replace("docs/", ""))
                        .filter(name -> !name.equals("README.md")))
                .allSatisfy(name -> assertThat(ordered).contains(name));
    }
}
