package io.cascadeflow.budget.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects, one a line. */
final class JsonLinesTable<T> implements Consumer<T> {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Table<T> table;
    private final Writer out;

    JsonLinesTable(Table<T> table, Writer out) {
        this.table = table;
        this.out = out;
    }

    /** A row is written when it is whole: one whose value cannot be had leaves no half of a line. */
    @Override
    public void accept(T row) {
        try {
            StringWriter line = new StringWriter();
            try (JsonGenerator json = JSON.createGenerator(line)) {
                json.writeStartObject();
                for (Column<T> column : table.columns()) {
                    json.writeFieldName(column.name());
                    write(json, column.value().apply(row));
                }
                json.writeEndObject();
            }
            out.write(line.append('\n').toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Usd amount) {
            json.writeNumber(amount.toBigDecimal());
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(value.toString());
        }
    }
}
