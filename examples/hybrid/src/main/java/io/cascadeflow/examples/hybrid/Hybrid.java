package io.cascadeflow.examples.hybrid;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.cascade.Decision;
import java.io.PrintStream;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;

/** Asks the same cascade about personal and other matters, and shows where each question went. Needs no key and no network. */
public final class Hybrid {

    /** In pairs: the same once without, and once with personal data. */
    static final List<String> QUESTIONS = List.of(
            "How do I reset my password?",
            "How do I reset the password of jane@example.org?",
            "Compare the two contracts.",
            "Compare my two accounts, CH93 0076 2011 6238 5295 7 is the old one.",
            "How do I cancel? (llama-3.1-8b is down)",
            "How does patient 756.1234.5678.97 cancel? (llama-3.1-8b is down)",
            "Summarise this letter. (gpt-4o is down)",
            "Summarise this letter to a patient. (gpt-4o is down)");

    private static final String LINE = "%-70s %-9s %-12s %-7s %-22s %s%n";

    private Hybrid() {}

    /** Ends with 1 when personal data got to the cloud. */
    public static void main(String[] args) throws Exception {
        StandIn cloud = new StandIn();
        run(QUESTIONS, new StandIn(), cloud, System.out);
        if (cloud.asked().stream().anyMatch(PersonalData::isIn)) {
            System.exit(1);
        }
    }

    static void run(List<String> questions, StandIn onprem, StandIn cloud, PrintStream out) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("onprem", onprem);
            camel.getRegistry().bind("cloud", cloud);
            camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:hybrid.yaml");
            camel.addRoutes(new SupportRoute());
            camel.start();
            out.printf(LINE, "question", "personal", "way", "tier", "model", "why");
            for (String question : questions) {
                print(question, ask(camel, question), out);
            }
        }
        // closed: no audit is under way any more
        out.printf(
                "%nthe cloud was asked %d times, judgements and audits included; with personal data: %d%n",
                cloud.asked().size(),
                cloud.asked().stream().filter(PersonalData::isIn).count());
        out.printf("models of our own were asked %d times%n", onprem.asked().size());
    }

    private static Exchange ask(CamelContext camel, String question) {
        return camel.createFluentProducerTemplate()
                .to("direct:ask")
                .withBody(question)
                .send();
    }

    private static void print(String question, Exchange answered, PrintStream out) {
        Message message = answered.getMessage();
        Decision decision = Traces.of(answered).get(0);
        out.printf(
                LINE,
                question,
                PersonalData.isIn(question) ? "personal" : "",
                message.getHeader(CascadeFlowConstants.TIERS, "", String.class),
                message.getHeader(CascadeFlowConstants.TIER, "", String.class),
                message.getHeader(CascadeFlowConstants.PROVIDER, "none", String.class)
                        + ":"
                        + message.getHeader(CascadeFlowConstants.MODEL, "", String.class),
                decision.attempts().get(0).reason().text());
    }
}
