package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.GatewayLimits;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.Shown;
import io.cascadeflow.camel.gateway.keys.admin.Admin;
import io.cascadeflow.camel.gateway.keys.admin.Answer;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The admin makes, lists and revokes keys. */
final class AdminDoor {

    static final String PATH = "/admin/keys";

    private static final Pattern AFTER = Pattern.compile("(?:^|&)after=([0-9A-Za-z]{1,32})(?:&|$)");

    private final Admin admin;
    private final GatewayLimits limits;

    AdminDoor(Admin admin, GatewayLimits limits) {
        this.admin = admin;
        this.limits = limits;
    }

    CompletionStage<Void> create(Visit visit, Caller caller) {
        Shown shown = KeyedAccess.shown(visit.client());
        return visit.json(limits)
                .thenCompose(body -> admin.create(shown, body))
                .thenAccept(answer -> tell(visit, answer));
    }

    CompletionStage<Void> list(Visit visit, Caller caller) {
        return admin.list(
                        KeyedAccess.shown(visit.client()), after(visit.client().query()))
                .thenAccept(answer -> tell(visit, answer));
    }

    private static @Nullable String after(@Nullable String query) {
        Matcher after = AFTER.matcher(query == null ? "" : query);
        return after.find() ? after.group(1) : null;
    }

    CompletionStage<Void> revoke(Visit visit, Caller caller) {
        String id = Ways.rest(visit.client().path(), PATH + "/");
        return admin.revoke(KeyedAccess.shown(visit.client()), id).thenAccept(answer -> tell(visit, answer));
    }

    private static void tell(Visit visit, Answer answer) {
        visit.answer(answer.status(), answer.body());
    }
}
