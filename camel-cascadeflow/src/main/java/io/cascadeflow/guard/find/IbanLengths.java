package io.cascadeflow.guard.find;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;

/**
 * How long the numbers of bank accounts are.
 *
 * @param lengths by the two upper-case letters of a country
 */
record IbanLengths(Map<String, Integer> lengths) {

    IbanLengths {
        lengths = Map.copyOf(lengths);
    }

    static IbanLengths shipped() {
        return new IbanLengths(Data.read(
                "iban.json",
                parser -> new ObjectMapper().readValue(parser, new TypeReference<Map<String, Integer>>() {})));
    }

    /** 0 when the country has none. */
    int of(String country) {
        return lengths.getOrDefault(country.toUpperCase(Locale.ROOT), 0);
    }
}
