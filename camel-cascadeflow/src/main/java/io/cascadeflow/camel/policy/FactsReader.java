package io.cascadeflow.camel.policy;

import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.PromptBound;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Deadlines;
import io.cascadeflow.camel.ReadQuestion;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.Facts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Reads from an exchange what rules ask about, and nothing else. */
final class FactsReader {

    private static final Map<Fact, String> HEADERS = Map.of(
            Fact.TENANT, CascadeFlowConstants.TENANT,
            Fact.USER, CascadeFlowConstants.USER,
            Fact.PROJECT, CascadeFlowConstants.PROJECT,
            Fact.DOMAIN, CascadeFlowConstants.DOMAIN);

    private final Set<String> wanted;
    private final BudgetShares shares;
    private final Clock clock;

    /** @param wanted the names of the facts that are asked for */
    FactsReader(Set<String> wanted, BudgetShares shares, Clock clock) {
        this.wanted = Set.copyOf(wanted);
        this.shares = shares;
        this.clock = clock;
    }

    Facts read(Exchange exchange, @Nullable String cascade, Estimate estimate) {
        Message message = exchange.getMessage();
        Instant now = clock.instant();
        Map<String, Set<String>> words = new HashMap<>();
        Map<String, Double> numbers = new HashMap<>();
        if (wanted(Fact.CASCADE) && cascade != null) {
            words.put(Fact.CASCADE.word(), Set.of(cascade));
        }
        HEADERS.forEach((fact, header) -> put(words, fact, header(message, header)));
        put(words, Fact.PREVIOUS_OUTCOME, lower(header(message, CascadeFlowConstants.OUTCOME)));
        putTags(words, message);
        wanted.stream()
                .filter(name -> name.startsWith(Fact.HEADER))
                .forEach(name -> put(words, name, header(message, name.substring(Fact.HEADER.length()))));
        putNumbers(numbers, message, now);
        if (wanted(Fact.TOOLS) || wanted(Fact.PROMPT_TOKENS) || wanted(Fact.ESTIMATED_COST)) {
            ChatRequest question = ReadQuestion.of(message);
            putQuestion(words, numbers, question);
            if (wanted(Fact.ESTIMATED_COST)) {
                estimate.mostUsd(message, question).ifPresent(usd -> put(numbers, Fact.ESTIMATED_COST, usd));
            }
        }
        return new Facts(words, numbers, now);
    }

    private void putTags(Map<String, Set<String>> words, Message message) {
        Object tags = wanted(Fact.TAGS) ? message.getHeader(CascadeFlowConstants.TAGS) : null;
        if (tags != null) {
            Set<String> all = tags instanceof Iterable<?> several ? texts(several) : split(tags.toString());
            if (!all.isEmpty()) {
                words.put(Fact.TAGS.word(), all);
            }
        }
    }

    private static Set<String> texts(Iterable<?> several) {
        Set<String> texts = new TreeSet<>();
        several.forEach(each -> texts.add(String.valueOf(each).strip()));
        return texts;
    }

    private static Set<String> split(String tags) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void putNumbers(Map<String, Double> numbers, Message message, Instant now) {
        if (wanted(Fact.CONFIDENCE)) {
            put(numbers, Fact.CONFIDENCE, message.getHeader(CascadeFlowConstants.CONFIDENCE, Double.class));
        }
        if (wanted(Fact.DEADLINE_LEFT)) {
            Instant deadline = Deadlines.at(message.getHeader(CascadeFlowConstants.DEADLINE), now);
            put(numbers, Fact.DEADLINE_LEFT, deadline == null ? null : seconds(Duration.between(now, deadline)));
        }
        if (wanted(Fact.BUDGET_USED)) {
            put(numbers, Fact.BUDGET_USED, budgetUsed(message));
        }
    }

    private static Double seconds(Duration left) {
        return left.toMillis() / 1000.0;
    }

    /** When the ledger cannot tell, nothing is known to be left. */
    private @Nullable Double budgetUsed(Message message) {
        try {
            OptionalDouble fullest = shares.fullest(accounts(message));
            return fullest.isPresent() ? fullest.getAsDouble() : null;
        } catch (LedgerException unknown) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private static Map<String, String> accounts(Message message) {
        Map<String, String> facts = new LinkedHashMap<>();
        HEADERS.forEach((fact, name) -> {
            String value = header(message, name);
            if (value != null) {
                facts.put(fact.word(), value);
            }
        });
        String run = header(message, CascadeFlowConstants.RUN_ID);
        if (run != null) {
            facts.put("run", run);
        }
        return facts;
    }

    private void putQuestion(Map<String, Set<String>> words, Map<String, Double> numbers, ChatRequest question) {
        if (wanted(Fact.TOOLS) && !question.tools().specs().isEmpty()) {
            words.put(
                    Fact.TOOLS.word(),
                    question.tools().specs().stream().map(ToolSpec::name).collect(Collectors.toUnmodifiableSet()));
        }
        if (wanted(Fact.PROMPT_TOKENS)) {
            numbers.put(Fact.PROMPT_TOKENS.word(), (double) PromptBound.of(question));
        }
    }

    private boolean wanted(Fact fact) {
        return wanted.contains(fact.word());
    }

    private void put(Map<String, Set<String>> words, Fact fact, @Nullable String value) {
        if (wanted(fact)) {
            put(words, fact.word(), value);
        }
    }

    private static void put(Map<String, Set<String>> words, String fact, @Nullable String value) {
        if (value != null) {
            words.put(fact, Set.of(value));
        }
    }

    private static void put(Map<String, Double> numbers, Fact fact, @Nullable Double number) {
        if (number != null && !number.isNaN()) {
            numbers.put(fact.word(), number);
        }
    }

    private static @Nullable String header(Message message, String name) {
        String value = message.getHeader(name, String.class);
        return value == null || value.isBlank() ? null : value;
    }

    private static @Nullable String lower(@Nullable String word) {
        return word == null ? null : word.toLowerCase(Locale.ROOT);
    }
}
