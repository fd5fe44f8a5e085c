package io.cascadeflow.camel.gateway;

import io.cascadeflow.provider.Pause;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Serves a gateway in a servlet container. What is at none of the gateway's paths goes on to the application. It has to be allowed to
 * go on asynchronously ({@code async-supported}): none of the container's threads waits for a model, or for a client that reads slowly.
 *
 * <p>Thread-safe.
 */
public final class GatewayFilter implements Filter {

    private final @Nullable String address;
    private volatile @Nullable Serving serving;

    private record Serving(Gateway gateway, Pause pause) {}

    /**
     * Mounts {@code gateway} here, before it is added to its Camel context.
     *
     * @param address at which the container listens; absent for all of them. Without any key configured the gateway starts only at the
     *     loopback address
     */
    public GatewayFilter(CascadeFlowGateway gateway, @Nullable String address) {
        this.address = address;
        gateway.mountedAt(new Mounted());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Serving now = serving;
        if (now != null
                && request.getDispatcherType() == DispatcherType.REQUEST
                && request instanceof HttpServletRequest asked
                && response instanceof HttpServletResponse answer) {
            String path = path(asked);
            if (now.gateway().isAt(path)) {
                serve(now, asked, answer, path);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static void serve(Serving now, HttpServletRequest request, HttpServletResponse response, String path) {
        AsyncContext async = request.startAsync(request, response);
        // the gateway's own limits end what takes too long
        async.setTimeout(0);
        now.gateway().serve(new ServletClient(async, path, now.pause()));
    }

    /** From the gateway's start until it stops. */
    private final class Mounted implements Entrance {

        @Override
        public String open(Gateway gateway, boolean open, Pause pause) {
            if (open) {
                Loopback.require("the address of the servlet container", address == null ? "0.0.0.0" : address);
            }
            serving = new Serving(gateway, pause);
            return "the servlet container's address";
        }

        @Override
        public void close() {
            serving = null;
        }
    }
}
