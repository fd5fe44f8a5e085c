package io.cascadeflow.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.ClassPath;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application starts, and answers, without what is optional: its jars are not on the class path of its class loader. */
@Timeout(300)
class WithoutLibrariesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ClassPath.NONE,
                "(spring-web|spring-boot-starter-web|tomcat)",
                "spring-boot-(starter-)?actuator",
                "micrometer",
                "(HikariCP|spring-jdbc|spring-boot-starter-jdbc|h2-)",
                "(spring-web|tomcat|spring-boot-(starter-)?actuator|micrometer|HikariCP|spring-jdbc|h2-|vertx)"
            })
    void itStartsAndAnswers(String library) throws Exception {
        assertThat(ClassPath.without(library, PlainApplication.class, "ask")).isEqualTo("large");
    }
}
