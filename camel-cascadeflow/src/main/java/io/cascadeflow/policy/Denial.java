package io.cascadeflow.policy;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why something may not be asked.
 *
 * @param text a sentence that names the rules; holds nothing of the question
 * @param rules their names
 * @param tool that may not be called; absent where it is not about one
 */
public record Denial(
        String text, Set<String> rules, @Nullable String tool) {

    public Denial {
        rules = Set.copyOf(rules);
    }

    Denial(String text, Set<String> rules) {
        this(text, rules, null);
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

    /** The same, and the way out. */
    public Denial and(String advice) {
        return new Denial(text + advice, rules, tool);
    }

    /** The tool itself says no when it is called, and the agent ends with that. */
    public static Denial ofTool(String tool, String agent, Collection<String> rules) {
        String who = rules.isEmpty() ? "" : " (%s)".formatted(names(rules));
        return new Denial(
                "the route of tool '%s' denies a call that the model of agent '%s' wants%s; see when it throws ToolDeniedException, or let the model go on without it with whenDenied=tell"
                        .formatted(tool, agent, who),
                Set.copyOf(rules),
                tool);
    }

    /** @param what is denied, of which the message says more than the tool's name */
    static Denial aboutTool(String tool, Collection<String> rules, String what) {
        Denial denial = by(rules, what);
        return new Denial(denial.text(), denial.rules(), tool);
    }

    /** A model wants to call a tool that it may not, and the agent ends with that. */
    public static Denial ofCall(String tool, String agent, Collection<String> rules) {
        return aboutTool(
                        tool,
                        rules,
                        "a call of tool '%s' that the model of agent '%s' wants is denied".formatted(tool, agent))
                .and(
                        "; change the rules, leave the tool out of the option tools, or let the model go on without it with whenDenied=tell");
    }

    /** Nobody consents to a call, and the agent ends with that. */
    public static Denial ofConsent(String tool, String agent) {
        return new Denial(
                "nobody consented to a call of tool '%s' that the model of agent '%s' wants; see what the route of the option confirm says, or let the model go on without it with whenDenied=tell"
                        .formatted(tool, agent),
                Set.of(),
                tool);
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
