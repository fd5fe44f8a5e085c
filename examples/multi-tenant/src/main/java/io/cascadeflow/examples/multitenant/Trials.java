package io.cascadeflow.examples.multitenant;

import io.cascadeflow.pricing.Usd;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What tenants try, and what must come of it. */
final class Trials {

    private static final String CASCADE = "cascadeflow/support";
    private static final String SMALL = "scripted:small";
    private static final int AT_ONCE = 40;
    private static final int LIMIT_OF_A_MINUTE = 10;

    private final Served served;
    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final Map<String, Boolean> kept = new LinkedHashMap<>();

    Trials(Served served) {
        this.served = served;
        HttpClient http = HttpClient.newHttpClient();
        Served.TENANTS.forEach(tenant -> clients.put(tenant, new Client(http, served.uri(), served.key(tenant))));
    }

    Report run() {
        models();
        cache();
        names();
        budgets();
        rates();
        memory();
        List<Report.Row> rows = Served.TENANTS.stream()
                .map(tenant -> Report.Row.of(tenant, client(tenant).answers(), served.standing(tenant)))
                .toList();
        money(rows);
        return new Report(rows, kept);
    }

    private Client client(String tenant) {
        return Objects.requireNonNull(clients.get(tenant));
    }

    private Usd spent(String tenant) {
        return served.standing(tenant).balance().used().usd();
    }

    private void models() {
        Usd before = spent("globex");
        Answer cascade = client("globex").ask(CASCADE, "Where is my parcel?");
        kept.put(
                "a tenant is refused whom its key does not name, unasked and unpaid",
                cascade.status() == 403 && spent("globex").equals(before));
        kept.put(
                "a tenant's list has nobody whom it may not ask",
                client("globex").models().equals(List.of(SMALL)));
        kept.put(
                "a tenant is refused a model of its own wish",
                client("initech").ask(SMALL, "Where?").status() == 403);
    }

    private void cache() {
        String question = "Where is my parcel to Bern?";
        Answer first = client("acme").ask(CASCADE, question);
        Answer again = client("acme").ask(CASCADE, question);
        Answer other = client("initech").ask(CASCADE, question);
        kept.put("the same question of the same tenant is answered from its cache", isPaid(first) && isFree(again));
        kept.put("the same question of another tenant is not", isPaid(other));
    }

    private static boolean isPaid(Answer answer) {
        return answer.isOk() && answer.usd().compareTo(Usd.ZERO) > 0;
    }

    private static boolean isFree(Answer answer) {
        return answer.isOk() && answer.usd().equals(Usd.ZERO);
    }

    /** What a request says of its tenant is nothing but words. */
    private void names() {
        Usd globex = spent("globex");
        Usd acme = spent("acme");
        Answer answer = client("acme")
                .ask(
                        CASCADE,
                        "Compare the two tariffs.",
                        Map.of("CamelCascadeFlowTenant", "globex", "x-cascadeflow-tenant", "globex"))
                .join();
        kept.put(
                "who names another tenant in a header pays himself",
                isPaid(answer)
                        && spent("globex").equals(globex)
                        && spent("acme").equals(acme.plus(answer.usd())));
    }

    /** Globex asks for more than it has, all at once, while acme goes on. */
    private void budgets() {
        List<CompletableFuture<Answer>> greedy = new ArrayList<>();
        List<CompletableFuture<Answer>> calm = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            greedy.add(client("globex").ask(SMALL, "Where is parcel number " + i + "?", Map.of()));
            calm.add(client("acme").ask(CASCADE, "Compare tariff " + i + " and the next.", Map.of()));
        }
        List<Answer> globex = greedy.stream().map(CompletableFuture::join).toList();
        List<Answer> acme = calm.stream().map(CompletableFuture::join).toList();
        kept.put(
                "who asks for more than its budget is refused by it",
                globex.stream().anyMatch(Answer::isOk)
                        && globex.stream().anyMatch(answer -> answer.code().equals("insufficient_quota")));
        kept.put("meanwhile nobody else is refused", acme.stream().allMatch(Answer::isOk));
    }

    private void rates() {
        List<Answer> answers = IntStream.range(0, 2 * LIMIT_OF_A_MINUTE)
                .mapToObj(i -> client("initech").ask(CASCADE, "Where is parcel " + i + "?", Map.of()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        kept.put(
                "who asks too often in a minute is told when to come again",
                answers.stream()
                        .anyMatch(answer -> answer.code().equals("rate_limit_exceeded") && answer.hasRetryAfter()));
        kept.put(
                "meanwhile another tenant asks as it likes",
                client("acme").ask(CASCADE, "Where is it?").isOk());
    }

    private void memory() {
        String secret = "4711";
        served.chat("acme", "chat-1", "My code is %s.".formatted(secret));
        kept.put(
                "a conversation is remembered",
                served.chat("acme", "chat-1", "What is my code?").contains(secret));
        kept.put(
                "another tenant's conversation of the same name is another one",
                !served.chat("globex", "chat-1", "What is my code?").contains(secret));
    }

    private void money(List<Report.Row> rows) {
        kept.put(
                "each tenant's ledger says what its answers said, and no budget is passed",
                rows.stream().allMatch(Report.Row::isRight));
    }
}
