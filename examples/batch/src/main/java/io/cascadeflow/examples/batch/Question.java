package io.cascadeflow.examples.batch;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;

/**
 * One line of the batch.
 *
 * @param id unique in the file
 */
public record Question(String id, String question) {

    /** @throws IllegalArgumentException when a column is missing or an id comes twice, naming the line */
    static List<Question> of(Reader csv) throws IOException {
        Set<String> ids = new HashSet<>();
        return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(csv).stream()
                .map(line -> {
                    if (!line.isMapped("id") || !line.isMapped("question") || !line.isConsistent()) {
                        throw new IllegalArgumentException(
                                "record %d of the questions has no id and question; write a first line id,question"
                                        .formatted(line.getRecordNumber()));
                    }
                    if (!ids.add(line.get("id"))) {
                        throw new IllegalArgumentException("record %d of the questions has the id of one before: %s"
                                .formatted(line.getRecordNumber(), line.get("id")));
                    }
                    return new Question(line.get("id"), line.get("question"));
                })
                .toList();
    }
}
