package io.cascadeflow.camel.gateway;

import io.cascadeflow.provider.Pause;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.jspecify.annotations.Nullable;

/**
 * Clients come in by the Vert.x server of Camel's {@code platform-http}, at its router: in front of its worker threads, where a
 * stream goes out as it comes. What is not the gateway's stays with the routes of the application.
 */
final class PlatformRouter implements Entrance {

    private final CamelContext camel;
    private @Nullable Route route;

    PlatformRouter(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public String open(Gateway gateway, boolean open, Pause pause) {
        VertxPlatformHttpRouter router = router();
        if (open) {
            Loopback.require("the address of platform-http", router.getServer().getHost());
        }
        route = router.route().handler(request -> handle(gateway, router, request));
        return "platform-http at %s:%d"
                .formatted(router.getServer().getHost(), router.getServer().getPort());
    }

    private static void handle(Gateway gateway, VertxPlatformHttpRouter router, RoutingContext context) {
        String path = below(context.mountPoint(), context.request().path());
        if (gateway.isAt(path)) {
            gateway.serve(new VertxClient(router.vertx(), context.request(), path, connection -> {}));
        } else {
            context.next();
        }
    }

    /** Paths are counted from where the server has its own, as those of its routes are. */
    private static String below(@Nullable String mountPoint, @Nullable String path) {
        if (path == null) {
            return "";
        }
        String above = mountPoint == null ? "/" : mountPoint;
        return above.length() > 1 && path.startsWith(above)
                ? path.substring(above.endsWith("/") ? above.length() - 1 : above.length())
                : path;
    }

    private VertxPlatformHttpRouter router() {
        List<VertxPlatformHttpRouter> routers = camel.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(router -> !router.isManagementServer())
                .toList();
        if (routers.size() != 1) {
            throw new IllegalStateException(
                    "the gateway needs the one Vert.x server of platform-http, and there are %d; enable it with camel.server.enabled=true or add a VertxPlatformHttpServer. In a servlet container use GatewayFilter"
                            .formatted(routers.size()));
        }
        return routers.get(0);
    }

    @Override
    public void close() {
        if (route != null) {
            route.remove();
            route = null;
        }
    }
}
