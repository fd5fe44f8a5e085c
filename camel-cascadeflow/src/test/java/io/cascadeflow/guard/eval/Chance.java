package io.cascadeflow.guard.eval;

import java.util.List;
import java.util.Random;

/** Draws; the same each time for the same seed. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int from(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String of(String... all) {
        return all[random.nextInt(all.length)];
    }

    String digits(int count) {
        return random.ints(count, 0, 10)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    char letter(String of) {
        return of.charAt(random.nextInt(of.length()));
    }

    /** Of a pattern: {@code #} is a digit, {@code [2-9]} one from 2 to 9. */
    String filled(String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '[') {
                text.append(from(pattern.charAt(i + 1) - '0', pattern.charAt(i + 3) - '0'));
                i += 4;
            } else {
                text.append(c == '#' ? Character.forDigit(below(10), 10) : c);
            }
        }
        return text.toString();
    }
}
