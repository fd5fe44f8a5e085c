package io.cascadeflow.guard.check;

import java.util.List;

/** Whether a text has a secret in it: keys of well-known services, private keys, signed tokens. By their shapes, in linear time. */
final class Secrets {

    private static final String PRIVATE_KEY = "PRIVATE KEY-----";
    private static final String BEGIN = "-----BEGIN ";
    private static final int LONGEST_NAME = 32;
    private static final int LEAST_TOKEN = 8;

    private static final List<Shape> SHAPES = List.of(
            new Shape("sk-", 20),
            new Shape("sk_live_", 16),
            new Shape("rk_live_", 16),
            new Shape("AKIA", 16),
            new Shape("ASIA", 16),
            new Shape("AIza", 35),
            new Shape("ghp_", 36),
            new Shape("gho_", 36),
            new Shape("ghs_", 36),
            new Shape("github_pat_", 40),
            new Shape("glpat-", 20),
            new Shape("gsk_", 40),
            new Shape("hf_", 30),
            new Shape("npm_", 36),
            new Shape("xoxb-", 20),
            new Shape("xoxp-", 20),
            new Shape("SG.", 40),
            new Shape("cfk_", 20));

    /** @param least how many characters follow at least */
    private record Shape(String prefix, int least) {

        boolean isIn(String text) {
            for (int at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + prefix.length())) {
                // first: otherwise a text of prefixes would be read as often as there are any
                if (at > 0 && isPart(text.charAt(at - 1))) {
                    continue;
                }
                int from = at + prefix.length();
                int end = endOfRun(text, from);
                if (end - from >= least && isMixed(text, from, end)) {
                    return true;
                }
            }
            return false;
        }
    }

    private Secrets() {}

    static boolean areIn(String text) {
        return SHAPES.stream().anyMatch(shape -> shape.isIn(text)) || hasPrivateKey(text) || hasToken(text);
    }

    private static boolean hasPrivateKey(String text) {
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + BEGIN.length())) {
            int name = text.indexOf(PRIVATE_KEY, at + BEGIN.length());
            if (name >= 0 && name - at <= BEGIN.length() + LONGEST_NAME) {
                return true;
            }
            if (name < 0) {
                return false;
            }
        }
        return false;
    }

    /** Three parts of Base64, of which the first is JSON's beginning. */
    private static boolean hasToken(String text) {
        for (int at = text.indexOf("eyJ"); at >= 0; at = text.indexOf("eyJ", at + 1)) {
            int first = endOfRun(text, at);
            int second = dot(text, first) ? endOfRun(text, first + 1) : first;
            int third = second > first && dot(text, second) ? endOfRun(text, second + 1) : second;
            if (first - at >= LEAST_TOKEN && second - first > LEAST_TOKEN && third - second > LEAST_TOKEN) {
                return true;
            }
            at = Math.max(at, first - 1);
        }
        return false;
    }

    private static boolean dot(String text, int at) {
        return at < text.length() && text.charAt(at) == '.';
    }

    private static int endOfRun(String text, int from) {
        int end = from;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** Digits and letters, and several of them: {@code sk-xxxxxxxxxxxxxxxxxxxx} and {@code sk-your-key-goes-here-please} are none. */
    private static boolean isMixed(String text, int from, int end) {
        return text.substring(from, end)
                                .chars()
                                .filter(c -> c >= '0' && c <= '9')
                                .count()
                        >= 2
                && text.substring(from, end).chars().distinct().count() >= LEAST_TOKEN;
    }
}
