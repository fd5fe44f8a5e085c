package io.cascadeflow.camel.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.cascadeflow.policy.classify.Example;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Labelled questions, to learn from: JSON Lines of {@code {"text": "...", "domain": "law", "language": "en"}}. Both labels may be
 * missing: then the line says nothing about them; or be a list, of which an empty one says that none fits. Immutable.
 *
 * @param domains questions that have a domain, or none
 * @param languages questions that have a language, or none
 */
public record Questions(List<Example> domains, List<Example> languages) {

    /** More take too long to learn from at the start. */
    static final int MOST = 50_000;

    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .reader();
    private static final Pattern LABEL = Pattern.compile("[\\w-]{1,64}");
    private static final Set<String> KEYS = Set.of("text", "domain", "language");
    private static final String WAY_OUT = "write {\"text\": \"...\", \"domain\": \"law\"}";

    public Questions {
        domains = List.copyOf(domains);
        languages = List.copyOf(languages);
    }

    /** Those that ship with the component. */
    public static Questions shipped() {
        try (InputStream in = Objects.requireNonNull(Questions.class.getResourceAsStream("questions.jsonl"))) {
            return read("the shipped examples", in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param name where they are from, for messages
     * @throws IllegalArgumentException when a line cannot be used, with its number and the way out; what it says is not repeated
     * @throws IOException when there is nothing to read
     */
    public static Questions read(String name, InputStream in) throws IOException {
        List<Example> domains = new ArrayList<>();
        List<Example> languages = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        int number = 0;
        for (String line = next(lines, name, number); line != null; line = next(lines, name, number)) {
            number++;
            if (!line.isBlank()) {
                read("%s, line %d".formatted(name, number), line, domains, languages);
            }
        }
        if (domains.size() > MOST || languages.size() > MOST) {
            throw new IllegalArgumentException(
                    "%s: there are more than %d questions; leave some out".formatted(name, MOST));
        }
        return new Questions(domains, languages);
    }

    private static @Nullable String next(BufferedReader lines, String name, int number) throws IOException {
        try {
            return lines.readLine();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "%s, after line %d: this is not UTF-8; save the file as UTF-8".formatted(name, number), e);
        }
    }

    private static void read(String place, String line, List<Example> domains, List<Example> languages) {
        JsonNode question = json(place, line);
        String text = question.path("text").isTextual() ? question.get("text").asText() : "";
        if (text.isBlank()) {
            throw new IllegalArgumentException("%s: 'text' is missing; %s".formatted(place, WAY_OUT));
        }
        if (!question.has("domain") && !question.has("language")) {
            throw new IllegalArgumentException("%s: 'domain' is missing; %s".formatted(place, WAY_OUT));
        }
        if (question.has("domain")) {
            domains.add(example(place, text, question.get("domain"), "domain"));
        }
        if (question.has("language")) {
            languages.add(example(place, text, question.get("language"), "language"));
        }
    }

    private static JsonNode json(String place, String line) {
        JsonNode question;
        try {
            question = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s: this is no JSON object on one line; %s".formatted(place, WAY_OUT), e);
        }
        if (!question.isObject()) {
            throw new IllegalArgumentException("%s: this is no JSON object; %s".formatted(place, WAY_OUT));
        }
        for (Entry<String, JsonNode> field : question.properties()) {
            if (!KEYS.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "%s: unknown key '%s'; known here: text, domain, language".formatted(place, field.getKey()));
            }
        }
        return question;
    }

    private static Example example(String place, String text, JsonNode written, String key) {
        Set<String> labels = new TreeSet<>();
        for (JsonNode label : written.isArray() ? written : List.of(written)) {
            if (!label.isTextual() || !LABEL.matcher(label.asText()).matches()) {
                throw new IllegalArgumentException(
                        "%s: '%s' is no word of letters, digits, _ and -, 64 at most, and no list of such words"
                                .formatted(place, key));
            }
            labels.add(label.asText());
        }
        try {
            return new Example(text, labels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(place, e.getMessage()), e);
        }
    }

    /** Both together. */
    public Questions and(Questions others) {
        List<Example> bothDomains = new ArrayList<>(domains);
        bothDomains.addAll(others.domains);
        List<Example> bothLanguages = new ArrayList<>(languages);
        bothLanguages.addAll(others.languages);
        return new Questions(bothDomains, bothLanguages);
    }
}
