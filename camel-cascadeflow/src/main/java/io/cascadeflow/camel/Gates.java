package io.cascadeflow.camel;

import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.GateReader;
import io.cascadeflow.confidence.ProfileGate;
import io.cascadeflow.confidence.UnusableProfileException;
import io.cascadeflow.confidence.WholeAnswers;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds gates: beans of the registry, and profiles by their location. */
final class Gates {

    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    private final CamelContext camelContext;

    Gates(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * The gate that {@code reference} names.
     *
     * @param reference a {@link Gate} bean, as {@code #name}, {@code #bean:name} or a bare name; else the location of a
     *     profile; absent for the gate that ships with the component
     * @throws IllegalArgumentException when there is none, or the profile is not valid
     */
    Gate find(@Nullable String reference) {
        if (reference == null) {
            return ProfileGate.first();
        }
        String name = reference.replaceFirst("^#(bean:)?", "");
        Gate bean = camelContext.getRegistry().lookupByNameAndType(name, Gate.class);
        if (bean != null) {
            return WholeAnswers.only(bean);
        }
        if (reference.startsWith("#")) {
            throw new IllegalArgumentException(
                    "there is no gate '%s' in the registry; bind a %s under that name, or give the location of a profile"
                            .formatted(name, Gate.class.getName()));
        }
        return profile(reference);
    }

    private Gate profile(String location) {
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(camelContext, location)) {
            return GateReader.read(location, in);
        } catch (UnusableProfileException e) {
            // In doubt the dearer model answers: a route with a gate that may not be used still works.
            LOG.warn("The gate is closed, every draft it should judge escalates: {}", e.getMessage());
            return FittedGate.closed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "'%s' is neither a gate in the registry nor a profile that can be read; give a location such as classpath:gates/support.json"
                            .formatted(location),
                    e);
        }
    }
}
