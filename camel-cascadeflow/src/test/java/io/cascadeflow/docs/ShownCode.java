package io.cascadeflow.docs;

import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.GateProfile;
import io.cascadeflow.confidence.ProfileGate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Condition.Coded;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.explain.PolicyExplanation;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.Unpriced;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.springframework.context.annotation.Bean;

/** Code that pages show, as it stands there. */
final class ShownCode {

    /** Of docs/policy.md. */
    interface Directory {
        boolean isContractor(String user);
    }

    // spotless:off
    /** Of docs/confidence.md. */
    static List<Assessment> gates(InputStream stream, String question, String answer) throws Exception {
        Gate gate = ProfileGate.first();                                        // the shipped profile
        Gate mine = ProfileGate.of(GateProfile.read("support.json", stream));   // your own
        Assessment found = gate.assess(Draft.of(question, answer));             // defects, confidence, signals
        return List.of(found, mine.assess(Draft.of(question, answer)));
    }

    /** Of docs/gateway.md. */
    static void gateways(CamelContext context) throws Exception {
        context.addRoutes(new CascadeFlowGateway().port(8080));            // a server of its own
        context.addRoutes(new CascadeFlowGateway().onPlatformHttp());      // at the Vert.x server of Camel's platform-http, after your routes
    }

    /** Of docs/policy.md. */
    @Bean
    Rule contractors(Directory directory) {
        Condition contractor = Coded.of("contractor", Set.of(Fact.USER),
                facts -> facts.said(Fact.USER).stream().anyMatch(directory::isContractor));
        return Rule.of("contractors-stay-here", contractor, new RequireTags(Set.of("onprem")));
    }

    /** Of docs/policy.md. */
    static PolicyExplanation explained(CamelContext camelContext, Exchange exchange) {
        PolicyExplanation explained = CascadeFlowPolicies.in(camelContext).explain(exchange, "support");
        explained.plan();    // the tiers that may be asked, in order; none when it is denied
        explained.fields();  // what is settled, and by which rules
        explained.text();    // all of it, as below; members() is the same for JSON
        return explained;
    }

    /** Of docs/pricing.md. */
    static Charge charged(ModelId model, ChatReply reply, TokenUsage usage) {
        PriceCatalog catalog = PriceCatalog.shipped(Clock.systemUTC())
                .with(Map.of(ModelId.parse("vllm:llama-3.1-8b"), ModelPrice.of("0.02", "0.02")));
        Pricing pricing = new Pricing(catalog, Unpriced.REFUSE);
        pricing.priceBeforeCall(model);                                 // throws when there is no price
        Charge charge = pricing.charge(model, reply.model(), usage, reply.reportedCostUsd());
        return charge;
    }

    /** Of docs/resilience.md. */
    static void fakes() throws Exception {
        try (FakeProvider fake = FakeProvider.start()) {
            FakeModel model = FakeModel.saying("my-model", "Paris");
            fake.answer(request -> FakeModel.error(request, 503, "overloaded_error", "busy"))
                .answer(request -> model.answer(request).stallAfter(20))
                .answer(model::answer);                                   // and so for all further requests
            // cascadeflow:compatible:my-model?baseUrl=<fake.uri()>/v1, cascadeflow:anthropic:..., cascadeflow:ollama:...
        }
    }
    // spotless:on
}
