package io.cascadeflow.examples.enterprise;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The flow that was there: tickets come in files, each of them once, and what is replied goes into a database, in one transaction with
 * the note that the ticket was seen. What fails is put aside.
 */
final class TicketFlow implements AutoCloseable {

    /** What is in the database of one ticket. */
    record Reply(String id, String text, String model, BigDecimal usd) {}

    private static final int MOST_TENTHS = 600;

    private final Path folder;
    private final JdbcConnectionPool database;
    private final DefaultCamelContext camel;

    /** @param route {@code before} or {@code after} */
    TicketFlow(String route, Path folder, Map<String, String> models) throws Exception {
        this.folder = folder;
        database =
                JdbcConnectionPool.create("jdbc:h2:" + folder.toAbsolutePath().resolve("replies"), "sa", "");
        new JdbcTemplate(database).execute(resource("/reply.sql"));
        camel = new DefaultCamelContext();
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        camel.getRegistry().bind("dataSource", database);
        camel.getRegistry().bind("transactionManager", transactions);
        camel.getRegistry()
                .bind("seen", new JdbcMessageIdRepository(database, new TransactionTemplate(transactions), "tickets"));
        camel.getPropertiesComponent().addInitialProperty("folder", folder.toString());
        models.forEach(camel.getPropertiesComponent()::addInitialProperty);
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:cascadeflow.yaml");
        Resource routes = PluginHelper.getResourceLoader(camel).resolveResource("classpath:routes/" + route + ".yaml");
        PluginHelper.getRoutesLoader(camel).loadRoutes(routes);
    }

    /** Drops a file into the folder, and waits until all of it went through. */
    void accept(String name, String lines) throws IOException, InterruptedException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Path written = Files.writeString(folder.resolve(name), lines);
        Files.move(written, in.resolve(name));
        if (!camel.isStarted()) {
            camel.start();
        }
        for (int tenths = 0; !Files.exists(folder.resolve("done").resolve(name)); tenths++) {
            if (tenths == MOST_TENTHS) {
                throw new IllegalStateException("the flow has not taken the file within a minute");
            }
            Thread.sleep(100);
        }
    }

    List<Reply> replies() {
        return new JdbcTemplate(database)
                .query(
                        "select id, text, model, usd from reply order by id",
                        (row, number) -> new Reply(
                                row.getString("id"),
                                row.getString("text"),
                                row.getString("model"),
                                row.getBigDecimal("usd")));
    }

    /** The names of what was put aside. */
    List<String> failed() throws IOException {
        Path failed = folder.resolve("failed");
        if (!Files.isDirectory(failed)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(failed)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** What the budget says was spent, in US dollars. */
    BigDecimal spent() {
        return CascadeFlowBudgets.in(camel)
                .standing("tickets", Map.of())
                .balance()
                .settled()
                .usd()
                .toBigDecimal();
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TicketFlow.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        camel.close();
        database.dispose();
    }
}
