package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.GatewayConfiguration;
import io.cascadeflow.camel.dashboard.Ask;
import io.cascadeflow.camel.dashboard.Dashboard;
import io.cascadeflow.camel.dashboard.Reply;
import io.cascadeflow.camel.dashboard.Url;
import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.camel.gateway.keys.AdminKey;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows the dashboard to whoever has the admin's key: in a header, as for the other doors, or in a cookie that a browser gets for
 * it. The cookie is the key itself, so that any node takes it and a new key ends it; it ends with the browser's session.
 */
final class DashboardDoor {

    static final String PATH = "/dashboard";

    private static final String COOKIE = "cascadeflow-admin";
    private static final Pattern COOKIES = Pattern.compile(
            "(?:^|[;,])\\s*" + COOKIE + "=([\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]{1,512})(?=$|[;,])");
    private static final Pattern KEY = Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]{1,512}");

    private final Dashboard dashboard;
    private final AdminKey key;
    private final GatewayConfiguration configuration;
    private final Executor threads;

    /** @param threads may wait for databases */
    DashboardDoor(Dashboard dashboard, AdminKey key, GatewayConfiguration configuration, Executor threads) {
        this.dashboard = dashboard;
        this.key = key;
        this.configuration = configuration;
        this.threads = threads;
    }

    /** A page, or a part of one. */
    CompletionStage<Void> show(Visit visit, Caller caller) {
        String page = page(visit);
        Optional<Reply> asset = dashboard.asset(page);
        if (asset.isPresent()) {
            tell(visit, asset.get());
            return CompletableFuture.completedFuture(null);
        }
        return answer(visit, page, "");
    }

    /** A form that is sent. */
    CompletionStage<Void> take(Visit visit, Caller caller) {
        if (isFromElsewhere(visit.client())) {
            throw new FaultException(Kind.FORBIDDEN, "this form was sent from a page of somebody else's");
        }
        String page = page(visit);
        return visit.client().body(configuration.limits()).thenCompose(body -> {
            String form = new String(body, StandardCharsets.UTF_8);
            return switch (page) {
                case "login" ->
                    signIn(visit, Url.parameters(form).getOrDefault("key", "").strip());
                case "logout" -> signOut(visit);
                default -> answer(visit, page, form);
            };
        });
    }

    /** Browsers say so; a form of another site has no cookie either, but need not get as far. */
    private static boolean isFromElsewhere(Client client) {
        String site = client.header("sec-fetch-site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private CompletionStage<Void> signIn(Visit visit, String given) {
        Optional<Refused> refused =
                KEY.matcher(given).matches() ? key.refusal(shown(given, visit)) : Optional.of(Refused.unknown());
        tell(
                visit,
                refused.map(why -> refusal(visit, why, "This is not the admin's key."))
                        .orElseGet(() -> Reply.elsewhere("overview").with("set-cookie", cookie(given, visit))));
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> signOut(Visit visit) {
        tell(visit, Reply.elsewhere("overview").with("set-cookie", cookie("", visit) + "; Max-Age=0"));
        return CompletableFuture.completedFuture(null);
    }

    /** Sent to the dashboard's own paths only, as it was set by one of them. */
    private String cookie(String value, Visit visit) {
        boolean secure = configuration.tls() || "https".equals(visit.client().header("x-forwarded-proto"));
        return COOKIE + "=" + value + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    private CompletionStage<Void> answer(Visit visit, String page, String form) {
        String fromCookie = fromCookie(visit.client());
        boolean byHeader =
                visit.client().header("authorization") != null || visit.client().header("x-api-key") != null;
        if (fromCookie == null && !byHeader) {
            tell(visit, dashboard.signIn(401, "The dashboard is for whoever has the admin's key."));
            return CompletableFuture.completedFuture(null);
        }
        Shown shown = byHeader || fromCookie == null ? KeyedAccess.shown(visit.client()) : shown(fromCookie, visit);
        Optional<Refused> refused = key.refusal(shown);
        if (refused.isPresent()) {
            tell(visit, refusal(visit, refused.get(), "The admin's key is another one now."));
            return CompletableFuture.completedFuture(null);
        }
        Ask ask = new Ask(
                page,
                Url.parameters(visit.client().query()),
                Url.parameters(form),
                String.valueOf(byHeader ? shown.authorization() + shown.apiKey() : fromCookie));
        return CompletableFuture.runAsync(() -> tell(visit, dashboard.answer(ask)), threads);
    }

    private Reply refusal(Visit visit, Refused refused, String why) {
        if (refused.retryAfter() == null) {
            return dashboard.signIn(401, why);
        }
        String seconds = Long.toString(Math.max(1, refused.retryAfter().toSeconds()));
        return dashboard
                .signIn(429, "Too many wrong keys came from this address. Wait " + seconds + " seconds.")
                .with("retry-after", seconds);
    }

    private static Shown shown(String key, Visit visit) {
        return new Shown("Bearer " + key, null, visit.client().address());
    }

    private static @Nullable String fromCookie(Client client) {
        String header = client.header("cookie");
        Matcher matcher = COOKIES.matcher(header == null ? "" : header);
        return matcher.find() ? matcher.group(1) : null;
    }

    private String page(Visit visit) {
        String path = visit.client().path().substring(configuration.path().length());
        return path.equals(PATH) ? "" : Ways.rest(path, PATH + "/");
    }

    private static void tell(Visit visit, Reply reply) {
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            visit.header(header.getKey(), header.getValue());
        }
        visit.answer(reply.status(), reply.headers().getOrDefault("content-type", "text/plain"), reply.body());
    }
}
