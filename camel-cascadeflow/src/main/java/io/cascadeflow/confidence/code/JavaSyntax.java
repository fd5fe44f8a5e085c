package io.cascadeflow.confidence.code;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java by the platform's own parser: a file, or members, or statements, as answers show them. Nothing is compiled. */
final class JavaSyntax implements Syntax {

    private static final List<String> READINGS =
            List.of("%s", "class Draft { %s }", "class Draft { void draft() { %s } }");

    /** A Java runtime without the compiler module has no parser. */
    static boolean isAvailable() {
        return ToolProvider.getSystemJavaCompiler() != null;
    }

    @Override
    public boolean accepts(String code) {
        return READINGS.stream().anyMatch(reading -> parses(reading.formatted(code + "\n")));
    }

    private static boolean parses(String unit) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = (JavacTask)
                compiler.getTask(null, null, found, List.of("-proc:none"), null, List.of(new InMemory(unit)));
        try {
            task.parse();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot be read", e);
        }
        return found.getDiagnostics().stream().noneMatch(problem -> problem.getKind() == Diagnostic.Kind.ERROR);
    }

    private static final class InMemory extends SimpleJavaFileObject {

        private final String text;

        InMemory(String text) {
            super(URI.create("string:///Draft.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
