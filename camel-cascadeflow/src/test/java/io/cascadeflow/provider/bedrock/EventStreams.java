package io.cascadeflow.provider.bedrock;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes Amazon's binary event stream, as its documentation describes it: by other means than our reader. */
public final class EventStreams {

    private EventStreams() {}

    public static byte[] event(String type, String json) {
        return message("event", ":event-type", type, json);
    }

    public static byte[] exception(String type, String json) {
        return message("exception", ":exception-type", type, json);
    }

    private static byte[] message(String messageType, String typeHeader, String type, String json) {
        try {
            ByteArrayOutputStream headers = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(headers);
            header(out, typeHeader, type);
            header(out, ":content-type", "application/json");
            // a header that is no text: a time stamp
            out.writeByte(5);
            out.writeBytes(":date");
            out.writeByte(8);
            out.writeLong(1_760_000_000_000L);
            header(out, ":message-type", messageType);
            return framed(headers.toByteArray(), json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void header(DataOutputStream out, String name, String value) throws IOException {
        out.writeByte(name.length());
        out.writeBytes(name);
        out.writeByte(7);
        out.writeShort(value.length());
        out.writeBytes(value);
    }

    private static byte[] framed(byte[] headers, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(12 + headers.length + payload.length + 4);
        out.writeInt(headers.length);
        out.writeInt(sum(bytes.toByteArray()));
        out.write(headers);
        out.write(payload);
        out.writeInt(sum(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    private static int sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    static byte[] joined(byte[]... messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            all.writeBytes(message);
        }
        return all.toByteArray();
    }
}
