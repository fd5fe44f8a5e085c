package io.cascadeflow.camel;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests without the tools that the operator's rules deny. */
final class AllowedTools {

    private AllowedTools() {}

    /** @throws PolicyDeniedException when the request demands a tool that is denied */
    static ChatRequest of(ChatRequest request, Ruling ruling) {
        Tools tools = request.tools();
        if (tools.specs().isEmpty() || ruling.fired().isEmpty()) {
            return request;
        }
        List<ToolSpec> allowed = new ArrayList<>();
        List<Denial> denials = new ArrayList<>();
        for (ToolSpec tool : tools.specs()) {
            Optional<Denial> denial = ruling.deniesTool(tool.name());
            denial.ifPresentOrElse(denials::add, () -> allowed.add(tool));
            boolean demanded = tools.choice() instanceof ToolChoice.Named named
                    && named.tool().equals(tool.name());
            if (denial.isPresent() && demanded) {
                throw new PolicyDeniedException(denial.get());
            }
        }
        if (!allowed.isEmpty()) {
            return request.withTools(new Tools(allowed, tools.choice(), tools.parallel()));
        }
        if (tools.choice().equals(ToolChoice.REQUIRED)) {
            throw new PolicyDeniedException(denials.get(0));
        }
        return request.withTools(Tools.NONE);
    }
}
