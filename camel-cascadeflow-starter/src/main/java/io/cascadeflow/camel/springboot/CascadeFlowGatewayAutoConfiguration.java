package io.cascadeflow.camel.springboot;

import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import io.cascadeflow.camel.gateway.GatewayFilter;
import jakarta.servlet.Filter;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Serves the gateway in the application's own servlet container, where {@code cascadeflow.gateway.enabled} says so. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@ConditionalOnProperty(prefix = "cascadeflow.gateway", name = "enabled", havingValue = "true")
@EnableConfigurationProperties(CascadeFlowGatewayProperties.class)
public class CascadeFlowGatewayAutoConfiguration {

    private static final String FILTER = "cascadeFlowGatewayFilter";

    /** Routes that Camel takes into its context. */
    @Bean
    public CascadeFlowGateway cascadeFlowGateway(ApplicationContext application) {
        if (!application.containsBean(FILTER)) {
            throw new IllegalStateException(
                    "cascadeflow.gateway.enabled is true, and this application has no servlet container; add spring-boot-starter-web, or define a CascadeFlowGateway bean instead, which brings a server of its own");
        }
        return new CascadeFlowGateway();
    }

    /** Only where there are servlets. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Filter.class)
    @ConditionalOnWebApplication(type = Type.SERVLET)
    static class InServletContainer {

        /** After the application's other filters, those of its security among them. */
        @Bean(FILTER)
        FilterRegistrationBean<GatewayFilter> cascadeFlowGatewayFilter(
                CascadeFlowGateway gateway, Environment environment) {
            FilterRegistrationBean<GatewayFilter> registration =
                    new FilterRegistrationBean<>(new GatewayFilter(gateway, environment.getProperty("server.address")));
            registration.setAsyncSupported(true);
            registration.setOrder(Ordered.LOWEST_PRECEDENCE);
            return registration;
        }
    }
}
