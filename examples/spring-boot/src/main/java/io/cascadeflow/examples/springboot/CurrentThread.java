package io.cascadeflow.examples.springboot;

import org.springframework.stereotype.Component;

/** Tells a route what kind of thread it runs on: virtual with {@code spring.threads.virtual.enabled=true}, on Java 21 and later. */
@Component("currentThread")
public class CurrentThread {

    public String kind() {
        return Thread.currentThread().toString().startsWith("VirtualThread") ? "virtual" : "platform";
    }
}
