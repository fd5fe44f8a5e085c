package io.cascadeflow.camel.policy;

import io.cascadeflow.policy.Expression;
import java.util.Set;
import java.util.regex.Pattern;

/** Which expressions end by themselves. */
final class Languages {

    /** They look at what is there, and call nobody. */
    private static final Set<String> LOOKING =
            Set.of("constant", "exchangeProperty", "header", "jsonpath", "tokenize", "variable", "xpath", "xtokenize");

    private static final String SIMPLE = "simple";

    /** A method, a bean, or a regular expression, which may take for ever on a long text. */
    private static final Pattern CODE = Pattern.compile("\\(|bean:|ref:|regex");

    private Languages() {}

    /** Whether evaluating it may run code that anybody wrote, and so may never end. */
    static boolean mayRunCode(Expression expression) {
        return expression.language().equals(SIMPLE)
                ? CODE.matcher(expression.text()).find()
                : !LOOKING.contains(expression.language());
    }
}
