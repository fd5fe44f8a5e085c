package io.cascadeflow.pricing;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ModelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every model that the pages, the tests and the examples name at a provider has a price in the catalog, or a reason here. */
class NamedModelsTest {

    private static final Path ROOT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
    private static final PriceCatalog CATALOG = PriceCatalog.shipped(Clock.systemUTC());

    /** Names that nobody could take for a model's, at any provider. */
    private static final Set<String> PLACEHOLDERS = Set.of("a", "asked", "e", "m", "mini", "model", "primary", "small");

    /** All others, with the reason why they have no price. */
    private static final Map<String, String> WITHOUT = Map.ofEntries(
            entry("openai:my-own-model", "made up: a model that only a bill knows"),
            entry("openai:gpt-nobody", "made up: a model that nobody has recorded"),
            entry("openai:gpt-4o-mini-2024", "the beginning of a name, which is not a name"),
            entry("azure:our-deployment", "made up: a deployment's name, whose price is its owner's to give"),
            entry("bedrock:invokemodel", "no model: a right at Amazon"),
            entry("groq:llama-3.1-8b", "made up: Groq's is llama-3.1-8b-instant"),
            entry(
                    "openai:text-embedding-3-small",
                    "makes vectors: the catalog has models that answer, docs/pricing.md says so"),
            entry("openai:text-embedding-005", "not OpenAI's, but Google's at Vertex AI; makes vectors as well"),
            entry("anthropic:claude-opus-5-1", "made up: docs/pricing.md shows by it that it is not claude-opus-5"),
            entry(
                    "openai:chat-completion",
                    "no model: an operation of Camel's own component, which docs/migrating.md comes from"));

    /** An identifier of a role or a profile at Amazon is no endpoint. */
    private static final Pattern AT_A_PROVIDER =
            Pattern.compile("(?<!aws:)(?<![\\w.-])(" + providers() + "):([A-Za-z0-9][A-Za-z0-9._:/@-]*)");

    private static final Pattern BARE = Pattern.compile(
            "(?<![\\w/:.-])(gpt-\\d[\\w.-]*|o[1-9]-[a-z][\\w.-]*|claude-[a-z0-9][\\w.-]*|gemini-\\d[\\w.-]*|text-embedding-[\\w-]+)");

    private static final Map<String, String> OWNERS =
            Map.of("gpt", "openai", "o", "openai", "claude", "anthropic", "gemini", "gemini", "text", "openai");

    @Test
    void everyModelThatIsNamedHasAPriceOrAReason() {
        assertThat(named().keySet().stream()
                        .filter(id -> CATALOG.find(ModelId.parse(id)).isEmpty())
                        .filter(id -> !PLACEHOLDERS.contains(ModelId.parse(id).name()))
                        .filter(id -> !WITHOUT.containsKey(id))
                        .map(id -> id + " in " + named().get(id)))
                .as("give them a price in prices.txt, or a reason in this test")
                .isEmpty();
    }

    @Test
    void everyReasonIsForAModelThatIsNamedAndHasNoPrice() {
        assertThat(named().keySet()).containsAll(WITHOUT.keySet());
        assertThat(WITHOUT.keySet())
                .allSatisfy(id -> assertThat(CATALOG.find(ModelId.parse(id))).isEmpty());
    }

    @Test
    void modelsOfAllThesePlacesAreFound() {
        assertThat(named())
                .hasSizeGreaterThan(30)
                .containsKeys("openai:gpt-4o", "anthropic:claude-sonnet-4-5", "bedrock:us.amazon.nova-micro-v1:0")
                .containsKeys("openrouter:openai/gpt-4o-mini", "openai:gpt-5.1-codex-max", "gemini:gemini-1.5-pro");
    }

    /** By lower-case {@code provider:model}, the files that name it. */
    private static Map<String, Set<String>> named() {
        Map<String, Set<String>> named = new TreeMap<>();
        texts().forEach(file -> {
            String text = read(file);
            String place = ROOT.relativize(file).toString();
            Matcher full = AT_A_PROVIDER.matcher(text);
            while (full.find()) {
                add(named, full.group(1), full.group(2), place);
            }
            Matcher bare = BARE.matcher(place.endsWith(".md") ? text : "");
            while (bare.find()) {
                add(named, owner(bare.group(1)), bare.group(1), place);
            }
        });
        return named;
    }

    private static void add(Map<String, Set<String>> named, String provider, String name, String place) {
        String whole = name.replaceFirst("[._:/@-]+$", "");
        named.computeIfAbsent((provider + ":" + whole).toLowerCase(Locale.ROOT), id -> new TreeSet<>())
                .add(place);
    }

    private static String owner(String name) {
        return OWNERS.getOrDefault(name.split("[-\\d]", 2)[0], "");
    }

    private static String providers() {
        return Stream.concat(
                        CATALOG.rows().stream().map(row -> row.model().provider()),
                        Stream.of("azure", "nvidia", "vertex"))
                .distinct()
                .collect(Collectors.joining("|"));
    }

    private static List<Path> texts() {
        return Stream.of(
                        "README.md",
                        "docs",
                        "camel-cascadeflow/src/test",
                        "camel-cascadeflow/src/main/docs",
                        "examples")
                .map(ROOT::resolve)
                .filter(Files::exists)
                .flatMap(NamedModelsTest::below)
                .filter(file -> file.toString().matches(".*\\.(md|adoc|java|ya?ml|xml|properties)"))
                .filter(file -> !file.toString().matches(".*/(target|node_modules)/.*")
                        && !file.endsWith("NamedModelsTest.java"))
                .toList();
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
