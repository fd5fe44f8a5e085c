package io.cascadeflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs something with a class path that lacks some libraries, in a class loader of its own. */
public final class ClassPath {

    /** A library that is on no class path. */
    public static final String NONE = "no-such-library";

    private ClassPath() {}

    /**
     * What a static method without parameters says, run without some libraries.
     *
     * @param library a pattern of the beginning of their files' names; {@link #NONE} for all of them
     * @param main the method's class
     */
    public static Object without(String library, Class<?> main, String method) throws Exception {
        Pattern missing = Pattern.compile("[/\\\\]" + library + "[^/\\\\]*\\.jar$");
        List<URL> classPath = new ArrayList<>();
        int left = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (missing.matcher(entry).find()) {
                left++;
            } else {
                classPath.add(new File(entry).toURI().toURL());
            }
        }
        assertThat(left > 0).as("%s is on the class path of this test", library).isEqualTo(!library.equals(NONE));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            return loader.loadClass(main.getName()).getMethod(method).invoke(null);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
