package io.cascadeflow.camel;

import io.cascadeflow.docs.Page;
import java.util.List;

/** Code on the pages of docs. */
final class Pages {

    private Pages() {}

    /** The blocks of a language, in order. */
    static List<String> blocks(String page, String language) {
        return Page.of("docs/" + page).blocks(language).stream()
                .map(Page.Block::code)
                .toList();
    }

    static String squeezed(String code) {
        return Page.squeezed(code);
    }
}
