package io.cascadeflow.confidence.code;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The grammar of one language, by a parser that knows it. Thread-safe. */
interface Syntax {

    boolean accepts(String code);

    /** The grammar of a fenced block's language, as far as its parser is here; else absent. */
    static @Nullable Syntax of(String language) {
        return Known.BY_NAME.get(language.toLowerCase(Locale.ROOT));
    }

    /** Asked once: neither the class path nor the Java installation changes. */
    final class Known {

        private static final Map<String, Syntax> BY_NAME = all();

        private Known() {}

        private static Map<String, Syntax> all() {
            Map<String, Syntax> all = new HashMap<>();
            all.put("json", new JsonSyntax());
            Syntax xml = new XmlSyntax();
            all.put("xml", xml);
            all.put("xsd", xml);
            all.put("svg", xml);
            if (isPresent("javax.tools.ToolProvider") && JavaSyntax.isAvailable()) {
                all.put("java", new JavaSyntax());
            }
            if (isPresent("net.sf.jsqlparser.parser.CCJSqlParserUtil")) {
                all.put("sql", new SqlSyntax());
            }
            return Map.copyOf(all);
        }

        private static boolean isPresent(String type) {
            try {
                Class.forName(type, false, Syntax.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }
}
