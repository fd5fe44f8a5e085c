package io.cascadeflow.guard.find;

/**
 * One way to write an id.
 *
 * @param needsWord whether only a word before it tells it from any other number
 */
record Writing(NationalId id, Form form, boolean needsWord) {

    /** Where the id ends that begins here; here when none does. */
    int end(String text, int from) {
        String compact = form.compact(text, from);
        boolean found = !compact.isEmpty()
                && id.check().holds(compact)
                && (!needsWord || id.words().before(text, from) >= 0);
        return found ? from + form.text().length() : from;
    }
}
