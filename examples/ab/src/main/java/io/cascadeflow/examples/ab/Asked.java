package io.cascadeflow.examples.ab;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What became of one question.
 *
 * @param user whose it was
 * @param cascade the arm that answered: {@code a} or {@code b}
 * @param usd what it cost, in US dollars, a discarded draft included
 * @param accepted whether the small model's draft was the answer
 * @param quality how good the answer was, 0 to 1; absent when nobody can say
 */
record Asked(
        String user,
        String cascade,
        BigDecimal usd,
        boolean accepted,
        @Nullable Double quality) {}
