package io.cascadeflow.camel.gateway;

import java.util.Set;

/** The addresses that only this machine reaches. */
final class Loopback {

    static final String ADDRESS = "127.0.0.1";

    private static final Set<String> NAMES = Set.of("localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1");

    private Loopback() {}

    /** Looks nothing up: a name that is not known here is of another machine. */
    static boolean is(String host) {
        return NAMES.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** @throws IllegalArgumentException when others than this machine reach what listens at {@code host} */
    static void require(String option, String host) {
        if (!is(host)) {
            throw new IllegalArgumentException(
                    "%s is %s, and no key is configured: everybody could spend money. Configure gateway.keys or gateway.jwt, or listen at %s"
                            .formatted(option, host, ADDRESS));
        }
    }
}
