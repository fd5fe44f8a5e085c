package io.cascadeflow.guard.find;

import java.util.List;

/**
 * The number that a country gives to a person.
 *
 * @param country its two letters
 * @param name what it is called there
 * @param forms how it is written; what is written so and passes the check is one
 * @param bare how it is written where only a word before it tells it from any other number
 * @param words those words
 * @param check what its characters must fulfil
 * @param source where that is said
 */
record NationalId(
        String country, String name, List<Form> forms, List<Form> bare, Words words, IdCheck check, String source) {

    NationalId {
        forms = List.copyOf(forms);
        bare = List.copyOf(bare);
    }
}
