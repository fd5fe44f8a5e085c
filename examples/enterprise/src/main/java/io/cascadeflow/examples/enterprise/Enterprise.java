package io.cascadeflow.examples.enterprise;

import io.cascadeflow.examples.enterprise.TicketFlow.Reply;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Sends the same tickets through the flow as it was and with a cascade in it. Needs no key and no network. */
public final class Enterprise {

    static final Map<String, String> SCRIPTED = Map.of(
            "small", "cascadeflow:scripted:small?source=classpath:answers.yaml&maxRetries=0",
            "large", "cascadeflow:scripted:large?source=classpath:answers.yaml&maxRetries=0");

    private Enterprise() {}

    /** @param args a folder for the files; without it a temporary one */
    public static void main(String[] args) throws Exception {
        Path folder =
                args.length > 0 ? Files.createDirectories(Path.of(args[0])) : Files.createTempDirectory("tickets");
        BigDecimal before = run("before", folder.resolve("before"), System.out);
        BigDecimal after = run("after", folder.resolve("after"), System.out);
        System.out.printf(
                "%nspent before: %s USD, after: %s USD; the files are in %s%n",
                before.toPlainString(), after.toPlainString(), folder);
    }

    /** @return what it cost, in US dollars */
    static BigDecimal run(String route, Path folder, PrintStream out) throws Exception {
        Files.createDirectories(folder);
        try (TicketFlow flow = new TicketFlow(route, folder, SCRIPTED)) {
            flow.accept("tickets.jsonl", TicketFlow.resource("/tickets.jsonl"));
            print(route, flow.replies(), flow.failed(), out);
            return flow.spent();
        }
    }

    private static void print(String route, List<Reply> replies, List<String> failed, PrintStream out) {
        out.printf("%n%-8s %-4s %-15s %-12s %s%n", route, "id", "model", "USD", "reply");
        for (Reply reply : replies) {
            out.printf(
                    "%-8s %-4s %-15s %-12s %s%n",
                    "",
                    reply.id(),
                    reply.model(),
                    reply.usd().stripTrailingZeros().toPlainString(),
                    reply.text());
        }
        out.printf("%-8s put aside: %s%n", "", failed);
    }
}
