package io.cascadeflow.budget;

import io.cascadeflow.model.TokenUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By what the estimate of a prompt's tokens is multiplied at each provider, learned from the usage that providers report.
 * Until 200 prompts are seen: the highest ratio of actual to estimated so far, and never below one. Then: a ratio that 99 of
 * 100 prompts among the last thousand do not pass, which is below one where the estimate was generous.
 *
 * <p>Safe to share between threads. Learns for 256 providers at most; others keep the factor one.
 */
public final class SafetyFactors {

    private static final int PROVIDERS = 256;
    private static final int REMEMBERED = 1_000;
    private static final int ENOUGH = 200;
    private static final double QUANTILE = 0.99;

    private final Map<String, Ratios> byProvider = new ConcurrentHashMap<>();

    /** The tokens to reckon with for a prompt that is estimated at so many. */
    public long apply(String provider, long estimated) {
        return (long) Math.ceil(estimated * factor(provider));
    }

    /** Notes what a prompt turned out to be. Usage that is itself an estimate, or has no prompt, teaches nothing. */
    public void learn(String provider, long estimated, TokenUsage usage) {
        if (usage.estimated() || usage.totalInput() == 0 || estimated < 1) {
            return;
        }
        if (byProvider.size() < PROVIDERS || byProvider.containsKey(provider)) {
            byProvider.computeIfAbsent(provider, name -> new Ratios()).add((double) usage.totalInput() / estimated);
        }
    }

    /** What was learned about each provider, to be kept. */
    public Map<String, Learned> learned() {
        Map<String, Learned> learned = new TreeMap<>();
        byProvider.forEach((provider, ratios) -> learned.put(provider, ratios.learned()));
        return learned;
    }

    /** Learns again what was kept. */
    public void restore(String provider, List<Double> ratios) {
        if (byProvider.size() < PROVIDERS) {
            Ratios restored = byProvider.computeIfAbsent(provider, name -> new Ratios());
            ratios.forEach(restored::add);
        }
    }

    /**
     * What was learned about a provider.
     *
     * @param version grows with each call
     * @param ratios of tokens to estimate, oldest first, a thousand at most
     */
    public record Learned(long version, List<Double> ratios) {}

    /** The factor now, above zero. */
    public double factor(String provider) {
        Ratios ratios = byProvider.get(provider);
        return ratios == null ? 1 : ratios.factor();
    }

    /** The last ratios of a provider, the oldest overwritten first. */
    private static final class Ratios {
        private static final int REFRESH = 20;

        private final double[] last = new double[REMEMBERED];
        private int seen;
        private long version;
        private double factor = 1;

        synchronized void add(double ratio) {
            version++;
            last[seen % REMEMBERED] = ratio;
            seen = seen == 2 * REMEMBERED - 1 ? REMEMBERED : seen + 1;
            if (seen < ENOUGH) {
                factor = Math.max(factor, ratio);
            } else if (seen % REFRESH == 0) {
                factor = quantile();
            }
        }

        synchronized Learned learned() {
            List<Double> ratios = new ArrayList<>();
            for (int i = Math.max(0, seen - REMEMBERED); i < seen; i++) {
                ratios.add(last[i % REMEMBERED]);
            }
            return new Learned(version, List.copyOf(ratios));
        }

        synchronized double factor() {
            return factor;
        }

        /** The smallest seen ratio that the next one passes with a chance of 1 in 100 at most, if they are alike. */
        private double quantile() {
            double[] sorted = Arrays.copyOf(last, Math.min(seen, REMEMBERED));
            Arrays.sort(sorted);
            int rank = (int) Math.ceil((sorted.length + 1) * QUANTILE);
            return sorted[Math.min(rank, sorted.length) - 1];
        }
    }
}
