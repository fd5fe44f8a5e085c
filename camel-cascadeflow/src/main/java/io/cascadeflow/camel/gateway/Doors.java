package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.GatewayConfiguration;
import io.cascadeflow.camel.config.GatewayLimits;
import io.cascadeflow.camel.gateway.Way.Guard;
import io.cascadeflow.camel.gateway.anthropic.MessagesApi;
import io.cascadeflow.camel.gateway.keys.admin.Admin;
import io.cascadeflow.camel.gateway.openai.ChatCompletionsApi;
import io.cascadeflow.camel.gateway.openai.CompletionsApi;
import io.cascadeflow.camel.gateway.openai.responses.ResponsesApi;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All doors of a gateway, and the paths to them.
 *
 * @param questions lets questions in, whatever the API
 * @param embeddings makes vectors
 */
record Doors(GatewayConfiguration configuration, Clock clock, Door questions, Door embeddings, ServedModels models) {

    /** What tells of the gateway itself. */
    record Looks(Door ready, Door metrics) {}

    /**
     * @param admin absent where none is configured
     * @param dashboard absent likewise, and where it is off
     */
    Ways ways(Looks looks, @Nullable Admin admin, @Nullable DashboardDoor dashboard) {
        AtomicReference<Ways> all = new AtomicReference<>();
        List<Way> list = new ArrayList<>();
        addOpenAi(list);
        addAnthropic(list);
        addModels(list);
        addLooks(list, looks, new OpenApiDoor(() -> Objects.requireNonNull(all.get())));
        if (admin != null) {
            addAdmin(list, new AdminDoor(admin, limits()));
        }
        if (dashboard != null) {
            addDashboard(list, dashboard);
        }
        Ways ways = new Ways(configuration.path(), list);
        all.set(ways);
        return ways;
    }

    /** Whose words are used where a path does not say it. */
    Gateway.Words words() {
        return new Gateway.Words(new ChatCompletionsApi(clock), new MessagesApi());
    }

    private GatewayLimits limits() {
        return configuration.limits();
    }

    private void addOpenAi(List<Way> list) {
        Api chat = words().openAi();
        list.add(asking("/v1/chat/completions", "A conversation goes on", chat, questions));
        list.add(asking("/v1/responses", "A conversation goes on", new ResponsesApi(clock), questions));
        list.add(asking("/v1/completions", "A text goes on", new CompletionsApi(clock), questions));
        list.add(asking("/v1/embeddings", "Vectors of texts", chat, embeddings));
    }

    private void addAnthropic(List<Way> list) {
        Api messages = words().anthropic();
        list.add(asking("/v1/messages", "A conversation goes on", messages, questions));
        list.add(asking(
                "/v1/messages/count_tokens",
                "How many tokens a question has, estimated",
                messages,
                new CountDoor(limits())));
    }

    private static Way asking(String path, String summary, Api api, Door door) {
        return new Way("POST", path, summary, Guard.KEY, api, door);
    }

    private void addModels(List<Way> list) {
        Door offered = new ModelsDoor(models, clock.instant());
        list.add(new Way("GET", ModelsDoor.PATH, "Whom this key may ask", Guard.KEY, null, offered));
        list.add(new Way("GET", ModelsDoor.PATH + "/", "Whether there is such a model", Guard.KEY, null, offered));
    }

    private void addLooks(List<Way> list, Looks looks, Door described) {
        boolean open = configuration.openMetrics() || configuration.keys().isEmpty();
        Guard metrics = open ? Guard.NONE : Guard.ADMIN;
        list.add(new Way("GET", "/health", "Whether this process runs", Guard.NONE, null, new HealthDoor()));
        list.add(new Way("GET", "/ready", "Whether to send questions here", Guard.NONE, null, looks.ready()));
        list.add(new Way("GET", "/metrics", "Metrics for Prometheus", metrics, null, looks.metrics()));
        list.add(new Way("GET", "/openapi.json", "This description", Guard.NONE, null, described));
    }

    /** It lets in by itself, as whoever has no key yet is to be told where to give it. */
    private static void addDashboard(List<Way> list, DashboardDoor dashboard) {
        String below = DashboardDoor.PATH + "/";
        list.add(new Way("GET", DashboardDoor.PATH, "The dashboard, for the admin", Guard.NONE, null, dashboard::show));
        list.add(new Way("GET", below, "A page of the dashboard", Guard.NONE, null, dashboard::show));
        list.add(new Way("POST", below, "A form of the dashboard", Guard.NONE, null, dashboard::take));
    }

    private static void addAdmin(List<Way> list, AdminDoor desk) {
        list.add(new Way("POST", AdminDoor.PATH, "Makes a key", Guard.ADMIN, null, desk::create));
        list.add(new Way("GET", AdminDoor.PATH, "Lists keys", Guard.ADMIN, null, desk::list));
        list.add(new Way("DELETE", AdminDoor.PATH + "/", "Revokes a key", Guard.ADMIN, null, desk::revoke));
    }
}
