package io.cascadeflow.guard.find;

import java.util.ArrayList;
import java.util.List;

/** Finds national ids: written as their country writes them, with right check digits, and by a word where that is not enough. */
final class IdDetector implements Detector {

    private final WritingIndex lettered;
    private final WritingIndex numbered;

    IdDetector(List<NationalId> ids) {
        List<Writing> all = new ArrayList<>();
        for (NationalId id : ids) {
            id.forms().forEach(form -> all.add(new Writing(id, form, false)));
            id.bare().forEach(form -> all.add(new Writing(id, form, true)));
        }
        this.lettered = WritingIndex.of(all, true);
        this.numbered = WritingIndex.of(all, false);
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
                int end = (letter ? lettered : numbered).end(text, at);
                if (end > at) {
                    found.add(new Span(at, end, kind()));
                    at = end - 1;
                }
            }
        }
        return found;
    }
}
