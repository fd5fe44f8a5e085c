package io.cascadeflow.replay;

import io.cascadeflow.replay.Evaluation.Quality;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of an evaluation by the names they have in JSON. */
public final class Figures {

    private Figures() {}

    /** In the order in which they are printed; null where a figure cannot be known. */
    public static Map<String, @Nullable Double> of(Evaluation evaluation) {
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        figures.put("accepted", evaluation.accepted());
        figures.put("quality", quality(evaluation, Quality::cascade));
        figures.put("smallQuality", quality(evaluation, Quality::small));
        figures.put("largeQuality", quality(evaluation, Quality::large));
        figures.put("oracleQuality", quality(evaluation, Quality::oracle));
        figures.put("retained", quality(evaluation, Quality::retained));
        figures.put("pgr", quality(evaluation, Quality::pgr));
        figures.put("randomPgr", quality(evaluation, Quality::randomPgr));
        figures.put("precision", quality(evaluation, Quality::precision));
        figures.put("regret", quality(evaluation, Quality::regret));
        figures.put("auroc", evaluation.ranking().auroc());
        figures.put("apgr", evaluation.ranking().apgr());
        figures.put("cpt50", evaluation.ranking().cpt50());
        figures.put("cpt80", evaluation.ranking().cpt80());
        figures.put("parity", evaluation.ranking().parity());
        figures.put("ece", evaluation.ranking().ece());
        figures.put("eceByChance", evaluation.ranking().eceByChance());
        return figures;
    }

    private static @Nullable Double quality(Evaluation evaluation, Function<Quality, @Nullable Double> figure) {
        Quality quality = evaluation.quality();
        return quality == null ? null : figure.apply(quality);
    }
}
