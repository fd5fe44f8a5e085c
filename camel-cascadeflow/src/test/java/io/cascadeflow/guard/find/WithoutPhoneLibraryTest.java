package io.cascadeflow.guard.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that does not have libphonenumber. */
class WithoutPhoneLibraryTest {

    private final URLClassLoader without = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader()) {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.google.i18n.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    };

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .map(path -> {
                    try {
                        return path.toUri().toURL();
                    } catch (java.net.MalformedURLException e) {
                        throw new IllegalArgumentException(e);
                    }
                })
                .toArray(URL[]::new);
    }

    @AfterEach
    void close() throws Exception {
        without.close();
    }

    private Object detectors(Set<String> kinds) throws Exception {
        Method of = without.loadClass(Detectors.class.getName()).getMethod("of", Set.class, Collection.class);
        return of.invoke(null, kinds, List.of());
    }

    @Test
    void askingForPhonesIsAnErrorWithTheWayOut() {
        for (Set<String> kinds : List.of(Set.<String>of(), Set.of("phone"), Set.of("email", "phone"))) {
            assertThatThrownBy(() -> detectors(kinds))
                    .cause()
                    .hasMessageContaining(
                            "add com.googlecode.libphonenumber:libphonenumber, or list the kinds without phone");
        }
    }

    @Test
    void everythingElseIsFound() throws Exception {
        Object detectors = detectors(Set.of("email", "card", "iban", "ip", "id"));
        Method find = detectors.getClass().getMethod("find", String.class);
        assertThat(find.invoke(detectors, "a@b.ch, +41 79 123 45 67").toString())
                .contains("kind=email")
                .doesNotContain("phone");
    }
}
