package io.cascadeflow.camel.springboot;

import io.cascadeflow.camel.CascadeFlowComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/** Gives the cascadeflow component the options of {@link CascadeFlowComponentConfiguration}. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({ComponentConfigurationProperties.class, CascadeFlowComponentConfiguration.class})
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.cascadeflow"})
public class CascadeFlowComponentAutoConfiguration {

    private final ApplicationContext applicationContext;
    private final CascadeFlowComponentConfiguration configuration;

    public CascadeFlowComponentAutoConfiguration(
            ApplicationContext applicationContext, CascadeFlowComponentConfiguration configuration) {
        this.applicationContext = applicationContext;
        this.configuration = configuration;
    }

    /** Lets the component read its configuration from Spring's environment, where it has no file. */
    @Bean
    static CamelContextConfiguration cascadeFlowSpringConfiguration(ConfigurableEnvironment environment) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                ComponentOptions.requireKnown(environment);
                camel.getPropertiesComponent().addPropertiesSource(new SpringConfiguration(environment));
                // used by a route or not: what is wrong with the configuration is told at the start
                camel.getComponent("cascadeflow", true, false);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // it is read at the start
            }
        };
    }

    /** Runs before the component is started. */
    @Lazy
    @Bean
    public ComponentCustomizer configureCascadeFlowComponent() {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                CamelPropertiesHelper.copyProperties(target.getCamelContext(), configuration, target);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof CascadeFlowComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                applicationContext,
                                "camel.component.customizer",
                                "camel.component.cascadeflow.customizer");
            }
        };
    }
}
