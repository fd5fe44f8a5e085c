package io.cascadeflow.provider.springai;

import io.cascadeflow.provider.BeanErrors;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the library's exceptions mean: by the status that they or their causes have, else by their classes. Those classes are of
 * several modules, none of which has to be there, so they are known by their names.
 */
final class Failures {

    /** How the library's own exceptions begin, whatever the model: by its response error handler. */
    private static final Pattern STATUS = Pattern.compile("^(?:HTTP )?([1-5]\\d\\d) - (.*)$", Pattern.DOTALL);

    /** Below it the status says that all is well, and the reply is not what the library can read. */
    private static final int FIRST_ERROR = 300;

    private static final String RETRY = "org.springframework.ai.retry.";

    private Failures() {}

    static ProviderException of(BeanErrors errors, Throwable thrown) {
        for (Throwable each : BeanErrors.chain(thrown)) {
            Object status = get(each, "getStatusCode");
            if (status != null && get(status, "value") instanceof Integer code) {
                if (code < FIRST_ERROR) {
                    return errors.of(Kind.BAD_PAYLOAD, thrown);
                }
                Object body = get(each, "getResponseBodyAsString");
                return errors.ofStatus(code, body instanceof String text ? text : null, thrown);
            }
            Matcher said = STATUS.matcher(String.valueOf(each.getMessage()));
            if (each.getClass().getName().startsWith(RETRY) && said.matches()) {
                return errors.ofStatus(Integer.parseInt(said.group(1)), said.group(2), thrown);
            }
        }
        return errors.ofPlatform(thrown)
                .or(() -> byClass(thrown).map(kind -> errors.of(kind, thrown)))
                .orElseGet(() -> errors.of(Kind.BAD_PAYLOAD, thrown));
    }

    private static Optional<Kind> byClass(Throwable thrown) {
        for (Throwable each : BeanErrors.chain(thrown)) {
            String name = each.getClass().getName();
            if (name.equals(RETRY + "TransientAiException")) {
                return Optional.of(Kind.SERVER);
            }
            if (name.equals(RETRY + "NonTransientAiException") || each.getClass() == IllegalArgumentException.class) {
                return Optional.of(Kind.BAD_REQUEST);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object get(Object from, String getter) {
        try {
            Method method = from.getClass().getMethod(getter);
            method.setAccessible(true);
            return method.invoke(from);
        } catch (ReflectiveOperationException | RuntimeException none) {
            return null;
        }
    }
}
