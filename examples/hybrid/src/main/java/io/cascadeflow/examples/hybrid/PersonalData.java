package io.cascadeflow.examples.hybrid;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Sees personal data by its looks: mail addresses, insurance and account numbers, and words about patients. An example: what is
 * personal in your texts only you know, and a form that says so is better than any pattern.
 */
final class PersonalData implements Predicate {

    private static final List<Pattern> LOOKS = List.of(
            Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,64}\\.[a-z]{2,}"),
            Pattern.compile("\\b756\\.\\d{4}\\.\\d{4}\\.\\d{2}\\b"),
            Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}"),
            Pattern.compile("\\bpatient\\b", Pattern.CASE_INSENSITIVE));

    static boolean isIn(String text) {
        return LOOKS.stream().anyMatch(look -> look.matcher(text).find());
    }

    @Override
    public boolean matches(Exchange exchange) {
        return isIn(exchange.getMessage().getBody(String.class));
    }
}
