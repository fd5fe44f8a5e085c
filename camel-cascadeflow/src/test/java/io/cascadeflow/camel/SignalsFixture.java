package io.cascadeflow.camel;

import io.cascadeflow.provider.ChatCall;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Routes whose answers are measured by further calls, embeddings and code of the user's. */
class SignalsFixture extends RouteFixture {

    static final String JUDGED = M + "?judge=RAW(" + DEAR + ")";

    BudgetFixture with() throws Exception {
        return with("");
    }

    BudgetFixture with(String configuration) throws Exception {
        return opened(BudgetFixture.withCascade(folder, configuration.isEmpty() ? "" : configuration + "\n"));
    }

    /** The draft model says 4, whoever is asked to judge says what is given. */
    static void answers(BudgetFixture with, String judgement) {
        with.context.probe.answers(call ->
                CompletableFuture.completedFuture(ProbeProvider.reply(isJudging(call) ? judgement : "It is 4.")));
    }

    static boolean isJudging(ChatCall call) {
        return call.request().question().contains("=====");
    }

    static List<String> roles(BudgetFixture with) {
        return with.lines().stream()
                .map(entry -> Objects.requireNonNull(entry.call().facts().get("role")))
                .sorted()
                .toList();
    }
}
