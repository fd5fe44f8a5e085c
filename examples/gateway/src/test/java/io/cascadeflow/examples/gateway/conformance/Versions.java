package io.cascadeflow.examples.gateway.conformance;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of clients, as their archives are named. */
final class Versions {

    private static final Pattern ARCHIVE = Pattern.compile(".*?-(\\d+(?:\\.\\d+)+)\\.jar");

    private Versions() {}

    static String of(Class<?> any) {
        String archive = Path.of(
                        any.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
        Matcher version = ARCHIVE.matcher(archive);
        if (!version.matches()) {
            throw new IllegalStateException("%s tells no version".formatted(archive));
        }
        return version.group(1);
    }
}
