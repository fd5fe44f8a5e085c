package io.cascadeflow.examples.multitenant;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main class of {@code multi-tenant.jar}. */
@Command(
        name = "multi-tenant",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        sortOptions = false,
        description = {
            "Starts a gateway for three tenants on this machine, and lets each try to get at what is another's.",
            "It needs no key and no network: two models answer from a script."
        },
        footer = {"", "Exit code: 0 when everything is kept apart, 1 when not, 2 when an option cannot be used."})
public final class MultiTenant implements Callable<Integer> {

    private static final String SCRIPTED = "cascadeflow:scripted:%s?source=classpath:answers.yaml&maxTokens=50";

    @Option(names = "--serve", description = "Tries nothing: shows the tenants' keys and serves until it is stopped.")
    private boolean serve;

    @Option(names = "--port", defaultValue = "0", description = "0 for a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--small", paramLabel = "URI", description = "With --serve: the cheap model's endpoint.")
    private String small = SCRIPTED.formatted("small");

    @Option(names = "--large", paramLabel = "URI", description = "With --serve: the dear model's endpoint.")
    private String large = SCRIPTED.formatted("large");

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs it; gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new MultiTenant()).setOut(out).setErr(err).execute(args);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (!serve && !(small + large).equals(SCRIPTED.formatted("small") + SCRIPTED.formatted("large"))) {
            spec.commandLine()
                    .getErr()
                    .println("--small and --large are for --serve: the trials know what the script costs");
            return 2;
        }
        try (Served served = new Served(port, small, large)) {
            if (serve) {
                out.println("GATEWAY=" + served.uri());
                Served.TENANTS.forEach(tenant -> out.println("%s %s".formatted(tenant, served.key(tenant))));
                out.flush();
                new CountDownLatch(1).await();
            }
            Report report = new Trials(served).run();
            out.println(json ? report.json() : report.text());
            return report.isSound() ? 0 : 1;
        }
    }
}
