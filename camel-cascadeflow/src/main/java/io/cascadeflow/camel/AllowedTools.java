package io.cascadeflow.camel;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.Ruling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests without the tools that the operator's rules deny. */
final class AllowedTools {

    private AllowedTools() {}

    /** @throws PolicyDeniedException when the request demands a tool that is denied */
    static ChatRequest of(ChatRequest request, Ruling ruling) {
        Tools tools = request.tools();
        if (tools.specs().isEmpty() || ruling.fired().isEmpty()) {
            return request;
        }
        Denial denial = ofDemanded(tools, ruling);
        if (denial != null) {
            throw PolicyDeniedException.of(denial);
        }
        List<ToolSpec> allowed = tools.specs().stream()
                .filter(tool -> ruling.deniesTool(tool.name()).isEmpty())
                .toList();
        return request.withTools(allowed.isEmpty() ? Tools.NONE : new Tools(allowed, tools.choice(), tools.parallel()));
    }

    /** Why the tool that a request demands may not be called; absent when it may, or none is demanded. */
    static @Nullable Denial ofDemanded(Tools tools, Ruling ruling) {
        if (ruling.fired().isEmpty() || tools.specs().isEmpty()) {
            return null;
        }
        if (tools.choice() instanceof ToolChoice.Named named) {
            return isOffered(tools, named.tool())
                    ? ruling.deniesTool(named.tool())
                            .map(AllowedTools::demanded)
                            .orElse(null)
                    : null;
        }
        if (!tools.choice().equals(ToolChoice.REQUIRED)) {
            return null;
        }
        List<Denial> denials = tools.specs().stream()
                .flatMap(tool -> ruling.deniesTool(tool.name()).stream())
                .toList();
        return denials.size() == tools.specs().size() ? demanded(denials.get(0)) : null;
    }

    private static boolean isOffered(Tools tools, String name) {
        return tools.specs().stream().anyMatch(tool -> tool.name().equals(name));
    }

    private static Denial demanded(Denial denial) {
        return denial.and(", and the request demands it: take it out of the tool choice, or change the rules");
    }
}
