package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every YAML block with a configuration is one by the schema; every block with routes is loaded, and its routes start. */
class ConfigurationOnPagesTest {

    private static final String SCHEMA =
            Page.read("camel-cascadeflow/src/main/resources/META-INF/io/cascadeflow/cascadeflow.schema.json");
    private static final Schema CONFIGURATION = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA, InputFormat.JSON);
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String STEP = "- route:\n    from:\n      uri: direct:ask\n      steps:\n";
    private static final String CASCADE =
            "cascades: {c: {tiers: [{name: small, uri: 'direct:a', acceptAbove: 0.75}, {name: large, uri: 'direct:b'}]}}";

    private static Stream<Page.Block> yaml() {
        return Page.all().stream()
                .filter(page -> !page.path().startsWith("docs/decisions"))
                .flatMap(page -> page.blocks("yaml").stream());
    }

    static Stream<Page.Block> configurations() {
        return yaml().filter(block -> !isRoutes(block));
    }

    static Stream<Page.Block> routes() {
        return yaml().filter(ConfigurationOnPagesTest::isRoutes);
    }

    static Stream<Page.Block> xml() {
        return Page.guides().stream()
                .flatMap(page -> page.blocks("xml").stream())
                .filter(block -> !block.code().startsWith("<dependency>"));
    }

    private static boolean isRoutes(Page.Block block) {
        return block.code().stripLeading().startsWith("- ");
    }

    /** What is wrong with a block; a part of a cascade counts as one. */
    private static List<String> wrong(String code) {
        JsonNode written;
        try {
            written = YAML.readTree(code);
            if (written.isObject() && written.properties().stream().allMatch(key -> isOfSpring(key.getKey()))) {
                written = camelCased(written.path("cascadeflow"));
            } else if (CONFIGURATION.validate(written).stream().findAny().isPresent()) {
                JsonNode within = YAML.readTree(CASCADE);
                ((ObjectNode) within.at("/cascades/c")).setAll((ObjectNode) written.deepCopy());
                if (CONFIGURATION.validate(within).isEmpty()) {
                    written = within;
                }
            }
        } catch (IOException e) {
            return List.of(e.getMessage());
        }
        return CONFIGURATION.validate(written).stream().map(Object::toString).toList();
    }

    private static boolean isOfSpring(String key) {
        return key.startsWith("spring.")
                || key.equals("spring")
                || key.equals("cascadeflow")
                || key.equals("management")
                || key.equals("camel")
                || key.equals("server");
    }

    /** Spring takes accept-above for acceptAbove. */
    private static JsonNode camelCased(JsonNode node) {
        if (node.isObject()) {
            ObjectNode cased = YAML.createObjectNode();
            node.properties()
                    .forEach(entry -> cased.set(
                            entry.getKey().contains(":")
                                    ? entry.getKey().replaceAll("[\\[\\]]", "")
                                    : StringHelper.dashToCamelCase(entry.getKey()),
                            camelCased(entry.getValue())));
            return cased;
        }
        if (node.isArray()) {
            var cased = YAML.createArrayNode();
            node.forEach(each -> cased.add(camelCased(each)));
            return cased;
        }
        return node;
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aConfigurationIsOneByTheSchema(Page.Block block) {
        assertThat(wrong(block.code())).as("%s", block).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void routesInYamlStart(Page.Block block) throws Exception {
        String code = block.code();
        start(
                "routes.yaml",
                code.startsWith("- route") || code.startsWith("- beans") || code.startsWith("- from")
                        ? code
                        : STEP + code.indent(8));
    }

    @ParameterizedTest
    @MethodSource("xml")
    void routesInXmlStart(Page.Block block) throws Exception {
        String code = block.code().strip();
        String cascade = code.startsWith("<tier") ? "<cascade>" + code + "</cascade>" : code;
        start(
                "routes.xml",
                code.startsWith("<routes")
                        ? code
                        : "<routes xmlns=\"http://camel.apache.org/schema/spring\"><route><from uri=\"direct:ask\"/>"
                                + cascade + "</route></routes>");
    }

    private static void start(String name, String text) throws Exception {
        try (PageContext with = new PageContext()) {
            with.load(name, text);
            assertThat(with.camel.getRoutes())
                    .isNotEmpty()
                    .allSatisfy(route -> assertThat(with.camel
                                    .getRouteController()
                                    .getRouteStatus(route.getRouteId())
                                    .isStarted())
                            .isTrue());
        }
    }

    @Test
    void aWrongBlockIsSeen() {
        assertThat(wrong("cascade: {}")).isNotEmpty();
        assertThat(wrong("cache: {maxAge: 1h}")).isEmpty();
        assertThat(wrong("cache: {maxage: 1h}")).isNotEmpty();
        assertThat(wrong("cascadeflow: {budgets: [{name: a, limit: 1, window: day, applies-to: named}]}"))
                .isEmpty();
        assertThat(wrong("cascadeflow: {budgets: [{name: a, limit: 1, window: day, apply-to: named}]}"))
                .isNotEmpty();
        assertThat(configurations().map(Page.Block::page).distinct()).hasSizeGreaterThan(15);
        assertThat(routes().map(block -> block.page().toLowerCase(Locale.ROOT)).distinct())
                .hasSizeGreaterThan(4);
    }
}
