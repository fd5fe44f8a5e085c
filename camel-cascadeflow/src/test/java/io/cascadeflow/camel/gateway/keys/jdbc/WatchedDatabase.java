package io.cascadeflow.camel.gateway.keys.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts how often a database is asked, and is down when told so. */
final class WatchedDatabase {

    final AtomicInteger asked = new AtomicInteger();
    volatile boolean down;
    private final DataSource database;

    WatchedDatabase(DataSource database) {
        this.database = database;
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        asked.incrementAndGet();
                        if (down) {
                            throw new SQLException("no route to host", "08001");
                        }
                    }
                    try {
                        return method.invoke(database, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
