package io.cascadeflow.camel.gateway.keys;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyHashTest {

    private static final String OF_ABC = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** FIPS 180-2, appendix B.1. */
    @Test
    void isTheSha256OfTheWholeText() {
        assertThat(KeyHash.of("abc").text()).isEqualTo(OF_ABC);
    }

    @Test
    void isReadAsItIsWritten() {
        assertThat(KeyHash.parse(OF_ABC)).contains(KeyHash.of("abc"));
        assertThat(KeyHash.parse(OF_ABC.replace("ba78", "BA78"))).isEmpty();
        assertThat(KeyHash.parse(OF_ABC + "0")).isEmpty();
        assertThat(KeyHash.parse("md5:00")).isEmpty();
    }

    @Test
    void differsInAnyBit() {
        assertThat(KeyHash.of("abc")).isNotEqualTo(KeyHash.of("abd")).isNotEqualTo("abc");
        assertThat(KeyHash.of("abc")).hasSameHashCodeAs(KeyHash.of("abc"));
    }

    /** Time is not measured; how it is made sure of is. */
    @Test
    void isComparedInConstantTime() {
        JavaClasses keys = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.cascadeflow.camel.gateway.keys");
        classes()
                .that()
                .areAssignableTo(KeyHash.class)
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(keys);
        noClasses()
                .should()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .check(keys);
    }

    @Test
    void isNotShown() {
        assertThat(KeyHash.of("abc")).hasToString("KeyHash[...]");
    }
}
