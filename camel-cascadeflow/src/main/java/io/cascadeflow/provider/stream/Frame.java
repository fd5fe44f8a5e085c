package io.cascadeflow.provider.stream;

/**
 * One message of a stream.
 *
 * @param type the event's name; {@code message} when the sender gave none
 * @param data what it carries; may be empty
 * @param id the last id that the sender gave to an event, up to this one; empty for none
 */
public record Frame(String type, String data, String id) {

    static final String UNNAMED = "message";

    static Frame of(String data) {
        return new Frame(UNNAMED, data, "");
    }
}
