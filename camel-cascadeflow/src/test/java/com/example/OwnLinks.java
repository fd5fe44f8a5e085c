package com.example;

import io.cascadeflow.confidence.DraftFacts;
import io.cascadeflow.confidence.Observations;
import io.cascadeflow.confidence.Signal;
import io.cascadeflow.confidence.SignalSource;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How many of the answer's links lead to our own pages. A pure function of the draft. */
public final class OwnLinks implements SignalSource {

    private static final Pattern LINK = Pattern.compile("https?://([^/\\s)]+)");
    private static final Signal OWN = new Signal(
            "links.own", Signal.Cost.MICROSECONDS, "share of the links that lead to our pages; absent without a link");

    private final String host;

    public OwnLinks(String host) {
        this.host = host;
    }

    @Override
    public List<Signal> signals() {
        return List.of(OWN);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        List<String> hosts = LINK.matcher(facts.draft().reply().text())
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        if (!hosts.isEmpty()) { // absent is not zero
            into.put(OWN, (double) hosts.stream().filter(host::equals).count() / hosts.size());
        }
    }
}
