package io.cascadeflow.camel.agent;

import java.util.List;

/** Where agents find tools by name, beside the routes that are tools. Bind it in the registry. Thread-safe. */
@FunctionalInterface
public interface ToolSource {

    /** Those that there are now; asked each time that an agent begins, so it must be quick. */
    List<OfferedTool> tools();
}
