package io.cascadeflow.camel.policy;

import io.cascadeflow.guard.Guard;
import io.cascadeflow.guard.check.InjectionDetector;
import io.cascadeflow.guard.check.ToolScreen;
import io.cascadeflow.guard.find.Detector;
import io.cascadeflow.guard.find.DetectorException;
import io.cascadeflow.guard.find.Detectors;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.policy.Constraint.Redact;
import io.cascadeflow.policy.Constraint.ScreenTools;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.provider.Redacted;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Keeps from models what the operator's rules say. Safe to share between threads. */
public final class Guards {

    static final Guards NONE = new Guards(List.of());

    private final List<Detector> own;
    private final ToolScreen tools;
    /** As many as there are sets of kinds that rules demand together. */
    private final Map<Set<String>, Guard> guards = new ConcurrentHashMap<>();

    private Guards(Collection<Detector> own) {
        this.own = own.stream()
                .filter(each -> !each.kind().equals(InjectionDetector.KIND))
                .toList();
        this.tools = new ToolScreen(own.stream()
                .filter(each -> each.kind().equals(InjectionDetector.KIND))
                .findFirst()
                .orElse(InjectionDetector.SHIPPED));
    }

    /** @throws IllegalArgumentException when a rule that is not off wants something redacted that nobody finds */
    static Guards of(Policy policy, Collection<Detector> own) {
        Guards guards = new Guards(own);
        policy.rules().stream()
                .filter(rule -> rule.mode() != Mode.OFF)
                .forEach(rule -> rule.then().stream()
                        .filter(Redact.class::isInstance)
                        .forEach(redact -> guards.check(rule.name(), ((Redact) redact).kinds())));
        return guards;
    }

    private void check(String rule, Set<String> kinds) {
        try {
            of(kinds);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("policies: redact of rule '%s': %s".formatted(rule, e.getMessage()), e);
        }
    }

    private Guard of(Set<String> kinds) {
        return guards.computeIfAbsent(kinds, some -> new Guard(Detectors.of(some, own)));
    }

    /** @throws PolicyDeniedException when it is not known what is in it */
    public Redacted redacted(ChatRequest request, Ruling ruling) {
        ChatRequest screened = screened(request, ruling);
        Redacted redacted = ruling.redact()
                .<Redacted>map(redact -> closed(ruling, of(redact.kinds())::redacted, screened))
                .orElseGet(() -> Redacted.nothing(screened));
        return ruling.checksAnswers() ? new CheckedAnswer(redacted, ruling) : redacted;
    }

    /** Where tools give instructions, without them; or nothing is asked. Nobody can tell: the same. */
    private ChatRequest screened(ChatRequest request, Ruling ruling) {
        ScreenTools screen = ruling.screensTools().orElse(null);
        if (screen == null) {
            return request;
        }
        try {
            if (screen.strip()) {
                return tools.stripped(request);
            }
            if (!tools.finds(request)) {
                return request;
            }
        } catch (DetectorException e) {
            throw PolicyDeniedException.of(
                    Denial.ofUnredacted(String.valueOf(e.getMessage()), ruling.demanding(ScreenTools.class)));
        }
        throw PolicyDeniedException.of(Denial.ofInstructions(ruling.demanding(ScreenTools.class)));
    }

    /** @throws PolicyDeniedException likewise */
    public EmbeddingRequest redacted(EmbeddingRequest request, Ruling ruling) {
        return ruling.redact()
                .map(redact -> closed(ruling, of(redact.kinds())::redacted, request))
                .orElse(request);
    }

    private static <Q, R> R closed(Ruling ruling, Function<Q, R> guard, Q request) {
        try {
            return guard.apply(request);
        } catch (DetectorException e) {
            throw PolicyDeniedException.of(Denial.ofUnredacted(String.valueOf(e.getMessage()), ruling.redacting()));
        }
    }
}
