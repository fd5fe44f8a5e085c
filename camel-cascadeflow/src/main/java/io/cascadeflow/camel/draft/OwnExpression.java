package io.cascadeflow.camel.draft;

import io.cascadeflow.camel.config.SignalConfiguration;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Language;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/** An expression of the user's as a number: a truth value is 1 or 0, nothing is absent. */
final class OwnExpression {

    /** One function and nothing beside it: a value. All else in simple is a condition. */
    private static final Pattern SIMPLE_VALUE = Pattern.compile("\\$\\{[^{}]*}");

    private final Expression expression;

    private OwnExpression(Expression expression) {
        this.expression = expression;
    }

    /** @throws IllegalArgumentException when it cannot be read, with its place */
    static OwnExpression of(CamelContext context, SignalConfiguration signal) {
        try {
            Expression expression = signal.language().equals(SignalConfiguration.BEAN)
                    ? bean(context, signal)
                    : expression(context, signal);
            expression.init(context);
            return new OwnExpression(expression);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "signal '%s' (%s): %s".formatted(signal.name(), signal.place(), e.getMessage()), e);
        }
    }

    private static Expression expression(CamelContext context, SignalConfiguration signal) {
        Language language = context.resolveLanguage(signal.language());
        String text = signal.text().strip();
        boolean isCondition = signal.language().equals("simple")
                && !SIMPLE_VALUE.matcher(text).matches();
        return isCondition ? condition(context, language.createPredicate(text)) : language.createExpression(text);
    }

    private static Expression bean(CamelContext context, SignalConfiguration signal) {
        String name = signal.text().replaceFirst("^#(bean:)?", "");
        Object bean = context.getRegistry().lookupByName(name);
        if (bean instanceof Expression expression) {
            return expression;
        }
        if (bean instanceof Predicate predicate) {
            return condition(context, predicate);
        }
        throw new IllegalArgumentException(
                bean == null
                        ? "there is no bean '%s' in the registry; bind an Expression or a Predicate under that name"
                                .formatted(name)
                        : "bean '%s' is a %s; give an Expression or a Predicate"
                                .formatted(name, bean.getClass().getName()));
    }

    private static Expression condition(CamelContext context, Predicate predicate) {
        predicate.init(context);
        return new Expression() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T evaluate(Exchange exchange, Class<T> type) {
                return (T) (Object) predicate.matches(exchange);
            }
        };
    }

    /** Absent when there is no value; fails when it is no number. */
    @Nullable
    Double evaluate(Exchange exchange) {
        Object value = expression.evaluate(exchange, Object.class);
        MessageHelper.resetStreamCache(exchange.getMessage());
        double number = number(exchange, value);
        return Double.isFinite(number) ? number : null;
    }

    private static double number(Exchange exchange, @Nullable Object value) {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        String text = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, value);
        if (text == null || text.isBlank()) {
            return Double.NaN;
        }
        return switch (text.strip()) {
            case "true" -> 1;
            case "false" -> 0;
            default -> Double.parseDouble(text.strip());
        };
    }
}
