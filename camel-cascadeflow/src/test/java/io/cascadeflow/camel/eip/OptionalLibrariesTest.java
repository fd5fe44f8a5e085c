package io.cascadeflow.camel.eip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a cascade with a class path that lacks what is optional, in a class loader of its own. */
class OptionalLibrariesTest {

    private static final String NONE = "no-such-library";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel-yaml-dsl",
                "camel-yaml-io",
                "camel-xml-io",
                "snakeyaml",
                "camel-(yaml|xml-io)",
                "langchain4j",
                "micrometer",
                "camel-telemetry",
                "camel-health",
                "camel-console"
            })
    void aJavaRouteRunsWithout(String library) throws Exception {
        assertThat(answerWithout(library)).isEqualTo("large");
    }

    @Test
    void aJavaRouteRunsWithAllOfThem() throws Exception {
        assertThat(answerWithout(NONE)).isEqualTo("large");
    }

    private static String answerWithout(String library) throws Exception {
        Pattern missing = Pattern.compile("[/\\\\]" + library + "[^/\\\\]*\\.jar$");
        List<URL> classPath = new ArrayList<>();
        int left = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (missing.matcher(entry).find()) {
                left++;
            } else {
                classPath.add(new File(entry).toURI().toURL());
            }
        }
        assertThat(left > 0).as("%s is on the class path of this test", library).isEqualTo(!library.equals(NONE));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Method ask = loader.loadClass(PlainRoute.class.getName()).getMethod("ask");
            return (String) ask.invoke(null);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
