package io.cascadeflow.camel.policy;

import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.PromptBound;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Deadlines;
import io.cascadeflow.camel.ReadQuestion;
import io.cascadeflow.camel.policy.Classifiers.Labelling;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.classify.Choices;
import io.cascadeflow.policy.classify.Complexity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from an exchange what rules ask about, and nothing else. */
final class FactsReader {

    private static final Logger LOG = LoggerFactory.getLogger(FactsReader.class);

    private static final Map<Fact, String> HEADERS = Map.of(
            Fact.TENANT, CascadeFlowConstants.TENANT,
            Fact.USER, CascadeFlowConstants.USER,
            Fact.PROJECT, CascadeFlowConstants.PROJECT,
            Fact.DOMAIN, CascadeFlowConstants.DOMAIN);

    private final Set<String> wanted;
    private final BudgetShares shares;
    private final Classifiers classifiers;
    private final Clock clock;

    /** @param wanted the names of the facts that are asked for */
    FactsReader(Set<String> wanted, BudgetShares shares, Classifiers classifiers, Clock clock) {
        this.wanted = Set.copyOf(wanted);
        this.shares = shares;
        this.classifiers = classifiers;
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
        Set<String> failed = new HashSet<>();
        putHint(numbers, failed, header(message, CascadeFlowConstants.COMPLEXITY));
        Set<Fact> classified = unclassified(words, numbers, failed);
        if (wanted(Fact.TOOLS) || wanted(Fact.PROMPT_TOKENS) || wanted(Fact.ESTIMATED_COST) || !classified.isEmpty()) {
            ChatRequest question = ReadQuestion.of(message);
            putQuestion(words, numbers, ReadQuestion.sent(message));
            if (wanted(Fact.ESTIMATED_COST)) {
                estimate.mostUsd(message, question).ifPresent(usd -> put(numbers, Fact.ESTIMATED_COST, usd));
            }
            classified.forEach(fact -> classify(fact, question.question(), words, numbers, failed));
        }
        return new Facts(words, numbers, Map.of(), failed, now);
    }

    /** What somebody says about a question counts before what is found in it. */
    private void putHint(Map<String, Double> numbers, Set<String> failed, @Nullable String hint) {
        if (wanted(Fact.COMPLEXITY) && hint != null) {
            Complexity.said(hint).ifPresentOrElse(said -> numbers.put(Fact.COMPLEXITY.word(), said), () -> {
                LOG.warn(
                        "the header {} is neither a number 0 to 1 nor one of {}: rules that ask for it apply",
                        CascadeFlowConstants.COMPLEXITY,
                        Complexity.words());
                failed.add(Fact.COMPLEXITY.word());
            });
        }
    }

    /** The facts that are asked for, and can be found in the text of the question alone. */
    private Set<Fact> unclassified(Map<String, Set<String>> words, Map<String, Double> numbers, Set<String> failed) {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        if (wanted(Fact.DOMAIN) && classifiers.domain() != null && !words.containsKey(Fact.DOMAIN.word())) {
            facts.add(Fact.DOMAIN);
        }
        if (wanted(Fact.QUESTION_LANGUAGE)) {
            facts.add(Fact.QUESTION_LANGUAGE);
        }
        if (wanted(Fact.CHOICES)) {
            facts.add(Fact.CHOICES);
        }
        boolean said = numbers.containsKey(Fact.COMPLEXITY.word()) || failed.contains(Fact.COMPLEXITY.word());
        if (wanted(Fact.COMPLEXITY) && !said) {
            facts.add(Fact.COMPLEXITY);
        }
        return facts;
    }

    private void classify(
            Fact fact,
            String question,
            Map<String, Set<String>> words,
            Map<String, Double> numbers,
            Set<String> failed) {
        if (fact == Fact.COMPLEXITY) {
            numbers.put(fact.word(), Complexity.of(question));
        } else if (fact == Fact.CHOICES) {
            numbers.put(fact.word(), (double) Choices.in(question));
        } else {
            label(fact, question, words, failed);
        }
    }

    private void label(Fact fact, String question, Map<String, Set<String>> words, Set<String> failed) {
        Labelling labelling = fact == Fact.DOMAIN ? classifiers.domain() : classifiers.language();
        try {
            if (labelling != null) {
                words.put(fact.word(), labelling.of(question));
            }
        } catch (RuntimeException e) {
            // the class only: a message may hold what is in the question
            LOG.warn(
                    "the {} of a question could not be found ({}): rules that ask for it apply",
                    fact.word(),
                    e.getClass().getSimpleName());
            failed.add(fact.word());
        }
    }

    private void putTags(Map<String, Set<String>> words, Message message) {
        Set<String> tags = wanted(Fact.TAGS) ? Tags.of(message) : Set.of();
        if (!tags.isEmpty()) {
            words.put(Fact.TAGS.word(), tags);
        }
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
