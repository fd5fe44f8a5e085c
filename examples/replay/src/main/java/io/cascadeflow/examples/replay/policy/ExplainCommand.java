package io.cascadeflow.examples.replay.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.examples.replay.Printing;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.policy.explain.PolicyExplanation;
import io.cascadeflow.provider.recorded.RecordedFacts;
import io.cascadeflow.provider.recorded.RecordedItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what the rules make of one question. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what the rules of a configuration file make of one question: which apply and why, what each does, and which tiers are left.",
            "No model is asked, and no key is needed. Budgets are empty."
        })
final class ExplainCommand implements Callable<Integer> {

    @Option(
            names = "--configuration",
            required = true,
            paramLabel = "FILE",
            description = "the configuration with models, cascades and policies")
    private Path configuration = Path.of("");

    @Option(
            names = "--cascade",
            paramLabel = "NAME",
            description = "the cascade that is asked; may be left out where there is only one")
    private @Nullable String cascade;

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "a header of the question, as region=eu; may be repeated")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--tenant", paramLabel = "NAME", description = "on whose behalf")
    private @Nullable String tenant;

    @Option(names = "--user", paramLabel = "NAME", description = "on whose behalf")
    private @Nullable String user;

    @Option(names = "--project", paramLabel = "NAME", description = "on whose behalf")
    private @Nullable String project;

    @Option(names = "--domain", paramLabel = "NAME", description = "what it is about")
    private @Nullable String domain;

    @Option(names = "--tag", paramLabel = "NAME", description = "what it is, as personal; may be repeated")
    private Set<String> tags = new LinkedHashSet<>();

    @Option(
            names = "--text-file",
            paramLabel = "FILE",
            description = "the question's text; without it the text is empty")
    private @Nullable Path text;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "when it is asked, as 2026-11-28T22:15:00Z (default: now)")
    private @Nullable Instant at;

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() throws Exception {
        ConfigurationFile file = ConfigurationFile.read(configuration);
        Set<String> known = file.checked().cascades().keySet();
        if (cascade == null && known.size() > 1) {
            throw printing.misuse("%s has the cascades %s; say which by --cascade".formatted(file.name(), known));
        }
        String name = file.cascade(cascade == null ? known.iterator().next() : cascade);
        try (Trial trial =
                Trial.of(file, Map.of(), at == null ? Clock.systemUTC().instant() : at)) {
            PolicyExplanation explained = trial.explain(question(), name);
            printing.print(
                    () -> new ObjectMapper().<ObjectNode>valueToTree(explained.members()), explained::text, List.of());
        }
        return 0;
    }

    private RecordedItem question() {
        RecordedFacts facts = new RecordedFacts(cascade, tenant, user, project, tags, headers, at);
        return new RecordedItem(
                "question", domain, ChatRequest.of(text()), false, Map.of(), List.of(), 1, null, facts, 1);
    }

    private String text() {
        try {
            return text == null ? "" : Files.readString(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s: cannot be read".formatted(text), e);
        }
    }
}
