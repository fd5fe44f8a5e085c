package io.cascadeflow.camel.springboot.actuate;

import io.cascadeflow.camel.springboot.CascadeFlowComponentAutoConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the endpoint {@code cascadeflow} and the health contributor of the same name, where Spring Boot's Actuator is. */
@AutoConfiguration(after = CascadeFlowComponentAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(CamelContext.class)
public class CascadeFlowActuatorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    public CascadeFlowActuatorEndpoint cascadeFlowActuatorEndpoint(CamelContext camel) {
        return new CascadeFlowActuatorEndpoint(camel);
    }

    /** Only where it is not switched off by {@code management.health.cascadeflow.enabled}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnEnabledHealthIndicator("cascadeflow")
    static class OfHealth {

        @Bean
        HealthContributor cascadeflowHealthContributor(CamelContext camel) {
            return CascadeFlowHealth.of(camel);
        }

        @Bean
        static CamelContextConfiguration cascadeFlowHealthChecksOnce() {
            return new CamelContextConfiguration() {
                @Override
                public void beforeApplicationStart(CamelContext camel) {
                    // there are none yet
                }

                @Override
                public void afterApplicationStart(CamelContext camel) {
                    CascadeFlowHealth.leaveOut(camel);
                }
            };
        }
    }
}
