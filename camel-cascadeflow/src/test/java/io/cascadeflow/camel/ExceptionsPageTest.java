package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.CarefulRoute;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cascadeflow.docs.Page;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** docs/exceptions.md has every exception that a user can meet, what it says of each is there, and its route does what it shows. */
class ExceptionsPageTest extends RouteFixture {

    private static final Page PAGE = Page.of("docs/exceptions.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|(.*)$");
    private static final Pattern METHOD = Pattern.compile("`(\\w+)\\(\\w*\\)`");

    private static final Map<String, JavaClass> THERE = exceptions();

    private static Map<String, JavaClass> exceptions() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.cascadeflow").stream()
                        .filter(type -> type.isAssignableTo(Throwable.class))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .collect(Collectors.toMap(JavaClass::getSimpleName, type -> type));
    }

    @Test
    void everyPublicExceptionIsOnThePage() {
        Set<String> there = THERE.keySet();
        assertThat(there)
                .hasSizeGreaterThan(14)
                .allSatisfy(name -> assertThat(PAGE.text()).contains(name));
    }

    @Test
    void everyRowIsOfAnExceptionThatIsThereAndItsMethodsAreToo() {
        ROW.matcher(PAGE.text()).results().forEach(row -> {
            JavaClass type = THERE.get(row.group(1));
            if (type == null) {
                assertThat(row.group(1)).isEqualTo("IllegalArgumentException");
                return;
            }
            METHOD.matcher(row.group(2))
                    .results()
                    .forEach(method -> assertThat(type.getAllMethods())
                            .as(type.getSimpleName() + "." + method.group(1))
                            .anyMatch(each -> each.getName().equals(method.group(1))));
        });
        assertThat(ROW.matcher(PAGE.text()).results()).hasSizeGreaterThan(12);
    }

    private String ask(ProbeContext with, String uri, Map<String, Object> headers) {
        Exchange exchange = with.ask(uri, "?", headers);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    @Test
    void theRouteOnThePageAnswersEachOtherwise() throws Exception {
        Path file = Files.writeString(folder.resolve("careful.yaml"), """
                ledger: {memory: true}
                policies: [{name: no-eve, when: {user: eve}, then: {deny: true}},
                           {name: poor, when: {user: bob}, then: {maxCost: 0.0001}}]
                """);
        try (ProbeContext with = new ProbeContext(component -> {
            component
                    .getCamelContext()
                    .getRegistry()
                    .bind("openai", component.getCamelContext().getRegistry().lookupByName("probe"));
            component.setConfiguration("file:" + file);
        })) {
            with.camel.addRoutes(new CarefulRoute());
            with.probe.answers(ProbeProvider.reply(""));
            assertThat(ask(with, "direct:careful", Map.of())).isEqualTo("Somebody will look at it.");
            with.probe.answers(ProbeProvider.reply("4"));
            assertThat(ask(with, "direct:careful", Map.of(CascadeFlowConstants.USER, "eve")))
                    .isEqualTo("This may not be asked.");
            assertThat(ask(with, "direct:plain", Map.of(CascadeFlowConstants.USER, "bob")))
                    .isEqualTo("Ask again tomorrow.");
            with.probe.answers(call -> CompletableFuture.failedFuture(new ProviderException(Kind.SERVER, "down")));
            assertThat(ask(with, "direct:plain", Map.of())).isEqualTo("Ask again in a moment.");
        }
    }
}
