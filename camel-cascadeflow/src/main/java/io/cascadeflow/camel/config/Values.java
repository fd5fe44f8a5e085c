package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Form;
import io.cascadeflow.camel.config.Tree.Leaf;
import io.cascadeflow.confidence.SkipLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values. What a placeholder stands for never gets into a message: it may be a secret.
 *
 * @param problems where wrong values go
 * @param placeholders replaces {@code {{name}}} within a text
 */
record Values(Problems problems, UnaryOperator<String> placeholders) {

    private static final String PLACEHOLDER = "{{";
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][-+]?\\d{1,2})?");
    private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,5}(KB|MB|GB)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+", Pattern.DOTALL);
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
    private static final BigDecimal A_BILLION = new BigDecimal("1e9");
    private static final int MOST_DECIMALS = 30;

    /** Text that is not blank. */
    Optional<String> text(Tree tree) {
        if (tree instanceof Leaf leaf && (leaf.form() == Form.TEXT || leaf.form() == Form.UNTYPED)) {
            return resolve(leaf).filter(text -> holds(tree, !text.isBlank(), "text is expected here, not %s"));
        }
        problems.add(tree.place(), "text is expected here, not %s; if it is meant, put it in quotes", tree.kind());
        return Optional.empty();
    }

    /** Text that is not blank, and is never shown. */
    Optional<String> secret(Tree tree) {
        boolean text = tree instanceof Leaf leaf && (leaf.form() == Form.TEXT || leaf.form() == Form.UNTYPED);
        return holds(tree, text, "text is expected here; put it in quotes")
                ? resolve((Leaf) tree).filter(secret -> holds(tree, !secret.isBlank(), "text is expected here"))
                : Optional.empty();
    }

    /** True or false. */
    Optional<Boolean> truth(Tree tree) {
        if (tree instanceof Leaf leaf && leaf.form() != Form.NOTHING) {
            boolean quoted = leaf.form() == Form.TEXT && !leaf.written().contains(PLACEHOLDER);
            return resolve(leaf)
                    .map(text -> text.strip().toLowerCase(Locale.ROOT))
                    .filter(text -> holds(
                            tree,
                            !quoted && (text.equals("true") || text.equals("false")),
                            "%s is neither true nor false; write one, without quotes"))
                    .map(Boolean::valueOf);
        }
        problems.add(tree.place(), "true or false is expected here, not %s", tree.kind());
        return Optional.empty();
    }

    /** A name that fits into an endpoint's address, a header and a list. */
    Optional<String> name(Tree tree) {
        return text(tree).filter(name -> isName(tree.place(), name, tree.kind()));
    }

    /** Whether a key is a name. */
    boolean isName(Place place, String key) {
        return isName(place, key, "'" + key + "'");
    }

    private boolean isName(Place place, String name, String written) {
        boolean fits = NAME.matcher(name).matches();
        if (!fits) {
            problems.add(
                    place, "%s is no name; use letters, digits, '.', '-' and '_', a letter or digit first", written);
        }
        return fits;
    }

    /** An endpoint's address. It is not repeated in messages: it may hold a key. */
    Optional<String> uri(Tree tree) {
        return text(tree)
                .filter(uri -> holds(
                        tree,
                        URI.matcher(uri).matches(),
                        "this is no endpoint; write scheme:address, as in cascadeflow:openai:gpt-4o-mini"));
    }

    /** One of the given words. */
    Optional<String> word(Tree tree, List<String> words) {
        return text(tree).filter(text -> {
            String guess = Suggestion.nearest(text, words)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("");
            return holds(tree, words.contains(text), "%s is none of " + String.join(", ", words) + guess);
        });
    }

    Optional<BigDecimal> number(Tree tree) {
        if (tree instanceof Leaf leaf && leaf.form() != Form.NOTHING) {
            boolean quoted = leaf.form() == Form.TEXT && !leaf.written().contains(PLACEHOLDER);
            return resolve(leaf)
                    .map(String::strip)
                    .filter(text -> holds(
                            tree,
                            !quoted && NUMBER.matcher(text).matches(),
                            "%s is no number; write it like 0.75, without quotes"))
                    .map(BigDecimal::new);
        }
        problems.add(tree.place(), "a number is expected here, not %s", tree.kind());
        return Optional.empty();
    }

    /**
     * A whole number within bounds.
     *
     * @param what it is, such as {@code port}
     */
    Optional<Integer> count(Tree tree, int low, int high, String what) {
        return number(tree)
                .filter(number -> holds(
                        tree,
                        number.stripTrailingZeros().scale() <= 0
                                && number.compareTo(BigDecimal.valueOf(low)) >= 0
                                && number.compareTo(BigDecimal.valueOf(high)) <= 0,
                        "%s is no " + what + "; write a whole number, " + low + " to " + high))
                .map(BigDecimal::intValue);
    }

    /** A size in bytes, written with its unit. */
    Optional<Long> bytes(Tree tree) {
        return text(tree)
                .map(String::strip)
                .filter(text -> holds(tree, SIZE.matcher(text).matches(), "%s is no size; write it like 64MB or 1GB"))
                .map(Values::bytes);
    }

    private static long bytes(String text) {
        int number = text.length() - 2;
        int power = List.of("KB", "MB", "GB").indexOf(text.substring(number)) + 1;
        return Long.parseLong(text.substring(0, number)) << (10 * power);
    }

    /** US dollars, 0 or more. */
    Optional<BigDecimal> price(Tree tree) {
        return number(tree)
                .filter(price -> holds(
                        tree,
                        price.signum() >= 0 && price.compareTo(A_BILLION) < 0 && price.scale() <= MOST_DECIMALS,
                        "%s is no price; it is US dollars, 0 or more and below a billion"));
    }

    /** US dollars above zero. */
    Optional<BigDecimal> positivePrice(Tree tree) {
        return price(tree)
                .filter(price ->
                        holds(tree, price.signum() > 0, "%s would make unknown models free; set it above zero"));
    }

    /** A confidence, 0 to 1. */
    Optional<Double> confidence(Tree tree) {
        return number(tree)
                .filter(share -> holds(
                        tree,
                        share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0,
                        "%s is no confidence; it is 0 to 1"))
                .map(BigDecimal::doubleValue);
    }

    /** A share above 0 and below 1. */
    Optional<Double> share(Tree tree) {
        return number(tree)
                .map(BigDecimal::doubleValue)
                .filter(share -> holds(
                        tree, share > 0 && share < 1, "%s is no such share; it is above 0 and below 1, like 0.02"));
    }

    /** A chance above 0 and below 1, or the word for the one that the profile knows. */
    Optional<SkipLimit> skipLimit(Tree tree) {
        if (!(tree instanceof Leaf leaf) || leaf.form() == Form.NOTHING) {
            return share(tree).map(SkipLimit::new);
        }
        Optional<String> text = resolve(leaf).map(String::strip);
        if (text.isEmpty() || text.get().equals(SkipLimit.AUTO_WORD)) {
            return text.map(auto -> SkipLimit.AUTO);
        }
        boolean word = leaf.form() == Form.TEXT && !leaf.written().contains(PLACEHOLDER);
        return holds(tree, !word, "%s is neither auto nor a chance above 0 and below 1, without quotes")
                ? share(tree).map(SkipLimit::new)
                : Optional.empty();
    }

    /** A length of time above zero. */
    Optional<Duration> duration(Tree tree) {
        if (tree instanceof Leaf leaf && leaf.form() == Form.LITERAL) {
            problems.add(tree.place(), "%s has no unit; write it like 20s, 500ms or 1m30s", tree.kind());
            return Optional.empty();
        }
        return text(tree)
                .map(Values::length)
                .filter(length ->
                        holds(tree, !length.isZero(), "%s is no time above zero; write it like 20s, 500ms or 1m30s"));
    }

    private static Duration length(String text) {
        Matcher parts = DURATION.matcher(text.strip());
        return !parts.matches()
                ? Duration.ZERO
                : Duration.ofHours(count(parts.group(1)))
                        .plusMinutes(count(parts.group(2)))
                        .plusSeconds(count(parts.group(3)))
                        .plusMillis(count(parts.group(4)));
    }

    static long count(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** What a text says, its placeholders replaced; for those who try several readings of it. */
    Optional<String> resolved(Tree tree) {
        return tree instanceof Leaf leaf && (leaf.form() == Form.TEXT || leaf.form() == Form.UNTYPED)
                ? resolve(leaf)
                : Optional.empty();
    }

    private Optional<String> resolve(Leaf leaf) {
        if (!leaf.written().contains(PLACEHOLDER)) {
            return Optional.of(leaf.written());
        }
        try {
            return Optional.of(placeholders.apply(leaf.written()));
        } catch (RuntimeException e) {
            problems.add(leaf.place(), "the placeholder cannot be resolved: %s", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whether it holds; if not, the complaint, in which {@code %s} is what was written. */
    boolean holds(Tree tree, boolean condition, String complaint) {
        if (!condition) {
            problems.add(tree.place(), complaint, tree.kind());
        }
        return condition;
    }
}
