package io.cascadeflow.camel.agent;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.StaticService;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** The tools of a Camel context by name: routes that are running, and those of {@link ToolSource} beans. Thread-safe. */
public final class CascadeFlowTools extends ServiceSupport implements StaticService {

    private final CamelContext context;
    private final Map<String, OfferedTool> routes = new ConcurrentHashMap<>();

    public CascadeFlowTools(CamelContext context) {
        this.context = context;
    }

    /** @throws IllegalArgumentException when there is one of this name already */
    void add(OfferedTool tool) {
        if (routes.putIfAbsent(tool.tool().name(), tool) != null) {
            throw new IllegalArgumentException(
                    "there is a route for the tool '%s' already; give one of them another name"
                            .formatted(tool.tool().name()));
        }
    }

    void remove(OfferedTool tool) {
        routes.remove(tool.tool().name(), tool);
    }

    /** Absent when nobody offers it now. A route goes before a bean. */
    public @Nullable OfferedTool find(String name) {
        OfferedTool route = routes.get(name);
        if (route != null) {
            return route;
        }
        for (ToolSource source : sources()) {
            for (OfferedTool tool : source.tools()) {
                if (tool.tool().name().equals(name)) {
                    return tool;
                }
            }
        }
        return null;
    }

    /** Of all that there are now. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(routes.keySet());
        sources()
                .forEach(source ->
                        source.tools().forEach(tool -> names.add(tool.tool().name())));
        return names;
    }

    private Set<ToolSource> sources() {
        return context.getRegistry().findByType(ToolSource.class);
    }
}
