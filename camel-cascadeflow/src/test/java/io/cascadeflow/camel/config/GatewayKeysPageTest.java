package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.config.Tree.Branch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The page on keys shows a configuration that can be read. */
class GatewayKeysPageTest {

    @Test
    void theConfigurationOnThePageIsRight() throws IOException {
        String page = Files.readString(Path.of("../docs/gateway-keys.md"));
        String yaml = page.substring(page.indexOf("```yaml") + 7, page.indexOf("```\n", page.indexOf("```yaml")));

        GatewayKeysConfiguration shown = read(yaml);

        assertThat(shown.inDatabase()).isTrue();
        assertThat(shown.clients()).hasSize(1);
        assertThat(Objects.requireNonNull(shown.jwt()).claims().tenant()).isEqualTo("org");
        assertThat(shown.admin()).isNotNull();
    }

    private static GatewayKeysConfiguration read(String yaml) {
        Problems problems = new Problems();
        UnaryOperator<String> environment = text -> text.replace("{{env:CASCADEFLOW_ADMIN_KEY}}", "k".repeat(32));
        Values values = new Values(problems, environment);
        BudgetsReader budgets = new BudgetsReader(problems, values);
        YamlTree.parse(
                        "budgets.yaml",
                        "[{name: support, limit: 1, window: day}, {name: company, limit: 9, window: day}]",
                        problems)
                .ifPresent(budgets::budgets);
        Optional<Tree> tree = YamlTree.parse("gateway-keys.md", yaml, problems);
        Tree gateway = ((Branch) tree.orElseThrow()).entries().get(0).value();
        GatewayKeysConfiguration read =
                new KeysReader(problems, values, budgets).keys(Section.of(gateway, KeysReader.KEYS, problems));
        problems.throwIfAny();
        return read;
    }
}
