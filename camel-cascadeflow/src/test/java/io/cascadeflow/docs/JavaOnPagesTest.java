package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java block of a page stands in a source that the build compiles, so that what is shown compiles. */
class JavaOnPagesTest {

    @Test
    void everyJavaBlockIsCompiled() {
        List<String> sources = Page.files("", ".java").stream()
                .map(Page::read)
                .map(Page::squeezed)
                .toList();
        List<Page.Block> blocks = Stream.concat(
                        Page.guides().stream(),
                        Page.all().stream().filter(page -> page.path().startsWith("examples/")))
                .flatMap(page -> page.blocks("java").stream())
                .toList();
        assertThat(blocks).hasSizeGreaterThan(50);
        assertThat(blocks.stream()
                        .filter(block ->
                                sources.stream().noneMatch(source -> source.contains(Page.squeezed(block.code())))))
                .as("blocks that no source has; put them into one of io.cascadeflow.docs")
                .isEmpty();
    }
}
