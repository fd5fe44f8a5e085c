package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The picture of docs/architecture.md has classes that are there, and lines that are dependencies of the code; its table is ArchitectureTest's. */
class ArchitecturePageTest {

    private static final Page PAGE = Page.of("docs/architecture.md");
    private static final Pattern BOX =
            Pattern.compile("\\b([A-Z]\\w+)\\[\"|^\\s+([A-Z]\\w+) -|> ([A-Z]\\w+)\\s*$", Pattern.MULTILINE);
    private static final Pattern LINE = Pattern.compile("([A-Z]\\w+)(?:\\[\"[^\"]*\"\\])? --> ([A-Z]\\w+)");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.cascadeflow");

    private static String picture() {
        return PAGE.blocks("mermaid").get(0).code();
    }

    private static List<JavaClass> named(String name) {
        return CLASSES.stream()
                .filter(type -> type.getSimpleName().equals(name))
                .toList();
    }

    @Test
    void everyBoxIsAClass() {
        Set<String> boxes = BOX.matcher(picture())
                .results()
                .flatMap(box -> Stream.of(box.group(1), box.group(2), box.group(3)))
                .filter(name -> name != null)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(boxes)
                .hasSizeGreaterThan(20)
                .allSatisfy(box -> assertThat(named(box)).as(box).isNotEmpty());
    }

    @Test
    void everyLineIsADependency() {
        List<String> wrong = new ArrayList<>();
        LINE.matcher(picture()).results().forEach(line -> {
            boolean depends = named(line.group(1)).stream()
                    .flatMap(type -> Stream.concat(Stream.of(type), inner(type)))
                    .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                    .map(Dependency::getTargetClass)
                    .anyMatch(target -> target.getSimpleName().equals(line.group(2)));
            if (!depends) {
                wrong.add(line.group());
            }
        });
        assertThat(LINE.matcher(picture()).results()).hasSizeGreaterThan(15);
        assertThat(wrong).isEmpty();
    }

    private static Stream<JavaClass> inner(JavaClass type) {
        return CLASSES.stream().filter(each -> each.getName().startsWith(type.getName() + "$"));
    }
}
