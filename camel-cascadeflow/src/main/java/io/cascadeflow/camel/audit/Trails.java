package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.Redactor;
import io.cascadeflow.audit.trail.AuditLog;
import io.cascadeflow.audit.trail.AuditSink;
import io.cascadeflow.audit.trail.AuditTrail;
import io.cascadeflow.audit.trail.ContentKeeper;
import io.cascadeflow.audit.trail.FileSink;
import io.cascadeflow.audit.trail.KeptContent.Keep;
import io.cascadeflow.audit.trail.Room;
import io.cascadeflow.audit.trail.jdbc.JdbcSink;
import io.cascadeflow.audit.trail.jdbc.Retention;
import io.cascadeflow.camel.config.AuditConfiguration;
import io.cascadeflow.camel.config.AuditConfiguration.Files;
import io.cascadeflow.camel.config.AuditConfiguration.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the audit trail: of what is configured, and of the {@link AuditSink} beans of the registry.
 *
 * @param databases finds the connections of a store, when they are first needed
 */
public record Trails(CamelContext context, Clock clock, Function<Store, Supplier<DataSource>> databases) {

    private static final Set<String> OURS = Set.of("jdbc", "file", "endpoint");

    private static final Logger LOG = LoggerFactory.getLogger(CascadeFlowAudit.class);

    /**
     * Opens it.
     *
     * @throws IllegalArgumentException when texts are to be redacted and no {@link Redactor} is in the registry, the file
     *     cannot be written, or two sinks have the same name
     */
    public AuditTrail open(@Nullable AuditConfiguration configured) {
        List<AuditSink> beans = beans();
        if (configured == null && beans.isEmpty()) {
            return AuditTrail.NONE;
        }
        ContentKeeper keeper = keeper(configured == null ? Keep.HASH : configured.content());
        Room room = configured == null ? Room.DEFAULT : configured.room();
        List<AuditLog> logs = new ArrayList<>();
        // those that go on with their work after an audit made them wait
        Executor wakes = context.getExecutorServiceManager().newCachedThreadPool(this, "CascadeFlowAuditWakes");
        List<AuditSink> sinks = new ArrayList<>(configured == null ? List.of() : sinks(configured));
        sinks.addAll(beans);
        for (AuditSink sink : sinks) {
            logs.add(new AuditLog(sink, room, wakes, clock, warning -> LOG.warn("audit {}: {}", sink.name(), warning)));
        }
        return new AuditTrail(logs, keeper);
    }

    private List<AuditSink> beans() {
        List<AuditSink> beans = new ArrayList<>();
        Set<String> names = new HashSet<>(OURS);
        for (AuditSink bean : context.getRegistry().findByType(AuditSink.class)) {
            if (!names.add(bean.name())) {
                throw new IllegalArgumentException(
                        "audit: two sinks are named '%s'; give the AuditSink bean another name()"
                                .formatted(bean.name()));
            }
            beans.add(new LentSink(bean));
        }
        return beans;
    }

    private List<AuditSink> sinks(AuditConfiguration configured) {
        List<AuditSink> sinks = new ArrayList<>();
        // what finds a decision soonest first
        if (configured.store() != null) {
            Retention retention =
                    new Retention(configured.retention(), configured.store().mostRecords());
            sinks.add(new JdbcSink(databases.apply(configured.store()), context.getName(), clock, retention));
        }
        if (configured.file() != null) {
            sinks.add(file(configured, configured.file()));
        }
        if (configured.endpoint() != null) {
            sinks.add(new EndpointSink(context, configured.endpoint(), clock));
        }
        return sinks;
    }

    private FileSink file(AuditConfiguration configured, Files files) {
        FileSink.Limits limits = new FileSink.Limits(files.maxBytes(), files.keep(), configured.retention());
        try {
            return FileSink.open(Path.of(files.path()), limits, context.getName(), clock);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "audit: %s cannot be written (%s)".formatted(files.path(), e.getMessage()), e);
        }
    }

    private ContentKeeper keeper(Keep content) {
        return switch (content) {
            case HASH -> ContentKeeper.HASH;
            case FULL -> ContentKeeper.FULL;
            case REDACTED -> {
                Redactor redactor = context.getRegistry().findSingleByType(Redactor.class);
                if (redactor == null) {
                    throw new IllegalArgumentException(
                            "audit: content is redacted, and no %s is in the registry; bind one, or write content: hash"
                                    .formatted(Redactor.class.getName()));
                }
                yield ContentKeeper.redacted(redactor);
            }
        };
    }
}
