package io.cascadeflow.guard.find;

import java.util.ArrayList;
import java.util.List;

/** Finds national ids: written as their country writes them, with right check digits, and by a word where that is not enough. */
final class IdDetector implements Detector {

    private final List<Writing> lettered;
    private final List<Writing> numbered;

    /** One way to write an id. */
    private record Writing(NationalId id, Form form, boolean needsWord) {

        int end(String text, int from) {
            String compact = form.compact(text, from);
            boolean found = !compact.isEmpty()
                    && id.check().holds(compact)
                    && (!needsWord || id.words().before(text, from) >= 0);
            return found ? from + form.text().length() : from;
        }
    }

    IdDetector(List<NationalId> ids) {
        List<Writing> all = new ArrayList<>();
        for (NationalId id : ids) {
            id.forms().forEach(form -> all.add(new Writing(id, form, false)));
            id.bare().forEach(form -> all.add(new Writing(id, form, true)));
        }
        this.lettered =
                all.stream().filter(one -> one.form().beginsWithLetter()).toList();
        this.numbered =
                all.stream().filter(one -> !one.form().beginsWithLetter()).toList();
    }

    @Override
    public String kind() {
        return PersonalData.ID.word();
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean letter = Characters.isAsciiLetter(c);
            if ((letter || Characters.isDigit(c)) && Characters.isStart(text, at)) {
                int end = end(letter ? lettered : numbered, text, at);
                if (end > at) {
                    found.add(new Span(at, end, kind()));
                    at = end - 1;
                }
            }
        }
        return found;
    }

    private static int end(List<Writing> writings, String text, int from) {
        int longest = from;
        for (Writing writing : writings) {
            longest = Math.max(longest, writing.end(text, from));
        }
        return longest;
    }
}
