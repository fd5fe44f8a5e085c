package io.cascadeflow.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowConstants;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ValueBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;

/** Routes in which ten parts are asked of a model with a budget for three. */
abstract class BudgetedRoutes extends CamelTestSupport {

    static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(i -> "p" + i).toList();

    final BudgetAggregationStrategy strategy = new BudgetAggregationStrategy();
    BudgetedModel model = BudgetedModel.forCalls(3);

    static void assertParts(Exchange done, int answered, int refused, @Nullable Integer notSent) {
        Map<String, Object> headers = done.getMessage().getHeaders();
        assertThat(headers.get(CascadeFlowConstants.PARTS_ANSWERED))
                .as("answered")
                .isEqualTo(answered);
        assertThat(headers.get(CascadeFlowConstants.PARTS_REFUSED))
                .as("refused")
                .isEqualTo(refused);
        assertThat(headers.get(CascadeFlowConstants.PARTS_NOT_SENT))
                .as("not sent")
                .isEqualTo(notSent);
    }

    Exchange ask(Object body) {
        return template.send("direct:in", exchange -> exchange.getIn().setBody(body));
    }

    void route(Consumer<RouteDefinition> steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from("direct:in").routeId("in"));
            }
        });
    }

    static ValueBuilder body() {
        return Builder.body();
    }

    static ValueBuilder constant(Object value) {
        return Builder.constant(value);
    }
}
