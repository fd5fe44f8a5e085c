package io.cascadeflow.camel.springboot;

import io.cascadeflow.camel.CascadeFlowConstants;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that asks a cascade once. Loaded by a class loader of its own, so it knows no test library. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class PlainApplication {

    /** The tier whose answer came. */
    public static String ask() {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(PlainApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .run(
                        "--spring.config.additional-location=classpath:properties.yaml",
                        // Tomcat starts once in a process only
                        "--spring.main.web-application-type=none")) {
            return application
                    .getBean(ProducerTemplate.class)
                    .request(
                            "cascadeflow:cascade:my-support",
                            question -> question.getMessage().setBody("hard"))
                    .getMessage()
                    .getHeader(CascadeFlowConstants.TIER, String.class);
        }
    }
}
