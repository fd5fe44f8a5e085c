package io.cascadeflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.cascadeflow.docs.Page;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.cascadeflow";

    /** The package table of the design, lowest first: each package uses only those before it. */
    private static final List<String> LAYERS = List.of(
            "model",
            "pricing",
            "budget",
            "provider",
            "confidence",
            "retrieval",
            "policy",
            "guard",
            "cascade",
            "cache",
            "agent",
            "audit",
            "replay",
            "camel");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void eachPackageUsesOnlyThoseAboveItInTheTable() {
        LayeredArchitecture layers =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String layer : LAYERS) {
            layers = layers.layer(layer).definedBy(ROOT + "." + layer + "..");
        }
        for (int i = 0; i < LAYERS.size() - 1; i++) {
            String[] later = LAYERS.subList(i + 1, LAYERS.size()).toArray(String[]::new);
            layers = layers.whereLayer(LAYERS.get(i)).mayOnlyBeAccessedByLayers(later);
        }
        layers.whereLayer("camel").mayNotBeAccessedByAnyLayer().check(CLASSES);
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(CLASSES.getPackage(ROOT).getSubpackages())
                .extracting(JavaPackage::getRelativeName)
                .isSubsetOf(LAYERS);
    }

    /** The table of docs/architecture.md is in this order. */
    @Test
    void theTableIsThatOfThePage() {
        String page = Page.of("docs/architecture.md").text();
        assertThat(Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                        .matcher(page.substring(page.indexOf("## Packages")))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(LAYERS);
    }

    @Test
    void onlyTheCamelPackageKnowsCamel() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".camel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void onlyTheTransportsDoNetworkIo() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".camel.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.apache.hc..")
                .check(CLASSES);
    }

    /** Reports are the exception: JSON Lines are what they are for, and nothing that decides about money depends on them. */
    @Test
    void modelAndCascadeAreFreeOfJson() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".model..", ROOT + ".cascade..", ROOT + ".budget..", ROOT + ".policy..")
                .and()
                .resideOutsideOfPackage(ROOT + ".budget.report..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noDecisionAboutMoneyDependsOnAReport() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".budget")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".budget.report..")
                .check(CLASSES);
    }

    @Test
    void packagesDoNotDependOnEachOtherInACircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void timeComesFromAClockThatIsPassedIn() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.getPackage(ROOT).getSubpackagesInTree())
                .filteredOn(p -> !p.getClasses().isEmpty())
                .isNotEmpty()
                .allMatch(p -> p.isAnnotatedWith(NullMarked.class), "is @NullMarked");
    }
}
