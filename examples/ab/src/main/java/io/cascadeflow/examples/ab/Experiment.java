package io.cascadeflow.examples.ab;

import io.cascadeflow.budget.Balance;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Both cascades behind one route, and everybody's questions.
 *
 * @param questions the recording
 * @param a above which confidence a accepts
 * @param b above which confidence b accepts
 * @param users the number of users, among whom the questions are dealt out
 * @param budget in US dollars
 */
record Experiment(Path questions, Model small, Model large, double a, double b, Split split, int users, String budget) {

    Report run() throws Exception {
        Recording recording = Recording.read(questions);
        try (DefaultCamelContext camel = new DefaultCamelContext();
                ProducerTemplate ask = camel.createProducerTemplate()) {
            start(camel);
            List<Asked> asked = new ArrayList<>();
            List<RecordedItem> items = recording.items();
            for (int i = 0; i < items.size(); i++) {
                String user = "user-" + i % users;
                Exchange answered = ask(ask, user, items.get(i));
                asked.add(asked(user, items.get(i), answered.getMessage()));
            }
            Balance spent = CascadeFlowBudgets.in(camel)
                    .standing("experiment", Map.of())
                    .balance();
            return new Report(
                    Arm.of("a", asked), Arm.of("b", asked), spent.settled().usd());
        }
    }

    private void start(DefaultCamelContext camel) throws Exception {
        Map<String, Object> values =
                Map.of("ab.small", small.uri(), "ab.large", large.uri(), "ab.a", a, "ab.b", b, "ab.budget", budget);
        values.forEach((key, value) -> camel.getPropertiesComponent().addInitialProperty(key, String.valueOf(value)));
        String prices = small.prices() + large.prices();
        camel.getRegistry().bind("ab", (prices.isEmpty() ? "" : "models:\n" + prices) + cascades());
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:ab");
        camel.addRoutes(new AbRoute(split));
        camel.start();
    }

    private static String cascades() throws IOException {
        try (InputStream in = Objects.requireNonNull(Experiment.class.getResourceAsStream("/ab.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Exchange ask(ProducerTemplate template, String user, RecordedItem item) {
        Exchange answered = template.request("direct:ask", exchange -> {
            exchange.getMessage().setBody(item.request());
            exchange.getMessage().setHeader(CascadeFlowConstants.USER, user);
        });
        if (answered.getException() != null) {
            throw new CamelExecutionException("a question was not answered", answered, answered.getException());
        }
        return answered;
    }

    private Asked asked(String user, RecordedItem item, Message answer) {
        return new Asked(
                user,
                split.isB(user) ? "b" : "a",
                answer.getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class),
                "small".equals(answer.getHeader(CascadeFlowConstants.TIER)),
                Grades.of(item, answer.getBody(String.class)));
    }
}
