package io.cascadeflow.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that does not have Amazon's SDK. */
class WithoutAwsSdkTest {

    private final URLClassLoader without = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader()) {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("software.amazon.")) {
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

    /** What {@link Bare} makes there. */
    private Object make(String key) throws Exception {
        Method made = without.loadClass(Bare.class.getName()).getMethod("make", String.class);
        return made.invoke(null, key);
    }

    /** Runs within the application. */
    public static final class Bare {

        private Bare() {}

        public static ChatProvider make(String key) {
            ProviderSettings settings = ProviderSettings.of("bedrock")
                    .withEnvironment(name -> name.equals("AWS_REGION") ? "eu-central-1" : null)
                    .withApiKey(key);
            return new BedrockProviderFactory()
                    .create(
                            settings,
                            new ProviderContext(
                                    call -> {
                                        throw new AssertionError("nothing is to be sent");
                                    },
                                    io.cascadeflow.provider.Retry.NONE,
                                    java.time.Clock.systemUTC()));
        }
    }

    @Test
    void aKeyOfBedrocksWorks() throws Exception {
        assertThat(make("key-of-bedrock").getClass().getSimpleName()).isEqualTo("HttpChatProvider");
    }

    @Test
    void accessKeysAskForTheSdkByName() {
        assertThatThrownBy(() -> make(""))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("software.amazon.awssdk:auth", "AWS_BEARER_TOKEN_BEDROCK", "apiKey");
    }
}
