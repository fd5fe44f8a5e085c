package io.cascadeflow.policy;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why something may not be asked.
 *
 * @param text a sentence that names the rules; holds nothing of the question
 * @param rules their names
 */
public record Denial(String text, Set<String> rules) {

    public Denial {
        rules = Set.copyOf(rules);
    }

    /** @param what is denied; who denies it is said after it */
    static Denial by(Collection<String> rules, String what) {
        return new Denial(what + " by " + names(rules), Set.copyOf(rules));
    }

    /** Who says so, for people: {@code rule 'eu'}, {@code rules 'eu', 'pci'}. */
    public static String names(Collection<String> rules) {
        Set<String> sorted = new TreeSet<>(rules);
        String names = sorted.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
        return (sorted.size() == 1 ? "rule " : "rules ") + names;
    }

    private Denial and(String advice) {
        return new Denial(text + advice, rules);
    }

    /** Rules leave out the only tier that the caller wants. */
    public static Denial ofForcedTier(String tier, String cascade, Collection<String> rules) {
        return by(rules, "tier '%s' of cascade '%s', which the caller forces, is left out".formatted(tier, cascade));
    }

    /** Nobody knows what a request holds that models must not be told. */
    public static Denial ofUnredacted(String why, Collection<String> rules) {
        return by(rules, why + "; nothing was asked, for that is demanded");
    }

    /** A tool's result gives the model instructions. */
    public static Denial ofInstructions(Collection<String> rules) {
        return by(
                rules,
                "what a tool said, or a passage, reads like instructions to the model; nothing was asked, for that is forbidden");
    }

    /** A rule about a tier that there is not. */
    static Denial ofUnknownTier(String tier, String cascade, Collection<String> rules) {
        return by(rules, "cascade '%s' has no tier '%s', which is named".formatted(cascade, tier))
                .and("; add it, or limit that to other cascades");
    }
}
