package io.cascadeflow.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application starts, and answers, without what is optional: its jars are not on the class path of its class loader. */
@Timeout(300)
class WithoutLibrariesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-such-library",
                "(spring-web|spring-boot-starter-web|tomcat)",
                "spring-boot-(starter-)?actuator",
                "micrometer",
                "(HikariCP|spring-jdbc|spring-boot-starter-jdbc|h2-)",
                "(spring-web|tomcat|spring-boot-(starter-)?actuator|micrometer|HikariCP|spring-jdbc|h2-|vertx)"
            })
    void itStartsAndAnswers(String library) throws Exception {
        assertThat(tierWithout(library)).isEqualTo("large");
    }

    private static String tierWithout(String library) throws Exception {
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
        assertThat(left > 0)
                .as("%s is on the class path of this test", library)
                .isEqualTo(!library.equals("no-such-library"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Method ask = loader.loadClass(PlainApplication.class.getName()).getMethod("ask", String[].class);
            return (String) ask.invoke(null, (Object) new String[] {
                "--spring.config.additional-location=classpath:properties.yaml",
                // Tomcat starts once in a process only
                "--spring.main.web-application-type=none"
            });
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
