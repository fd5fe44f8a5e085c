package io.cascadeflow.camel.dashboard.figures;

import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.CostQuality;
import io.cascadeflow.replay.Labels;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.replay.Reliability;
import io.cascadeflow.replay.Replayed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * First drafts of a cascade that were compared with its last answer, with the confidence that was measured then.
 *
 * @param drafts how many, each drawn with the same chance
 * @param seen of how many with labels and confidence those were drawn
 * @param reliability absent below {@link Lessons#FEWEST}, as the curve is empty then
 */
public record Labelled(int drafts, int seen, @Nullable Reliability reliability, CostQuality curve) {

    private static final int MOST = 5_000;
    private static final long MOST_BYTES = 256L << 20;

    /** What was joined of one cascade. */
    private static final class Joined {
        private final List<RecordedItem> items = new ArrayList<>();
        private final List<Labels> labels = new ArrayList<>();
        private final List<Replayed> drafts = new ArrayList<>();
    }

    /** Of what the recorder wrote and what is on record, by cascade; of what was recorded, the newest. */
    static Map<String, Labelled> read(Path file, KeptDecisions kept) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return Map.of();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(
                    "the recording has more than 256 MiB; read it with replay.jar, or lower recorder.maxFileSize");
        }
        List<RecordedItem> items = Recording.read(file).items();
        Map<String, Joined> byCascade = new HashMap<>();
        for (RecordedItem item : items.subList(Math.max(0, items.size() - MOST), items.size())) {
            join(item, kept, byCascade);
        }
        Map<String, Labelled> labelled = new HashMap<>();
        byCascade.forEach((cascade, joined) -> labelled.put(cascade, of(joined)));
        return Map.copyOf(labelled);
    }

    private static void join(RecordedItem item, KeptDecisions kept, Map<String, Joined> byCascade) throws IOException {
        List<List<RecordedAnswer>> answers = List.copyOf(item.answers().values());
        Label small = answers.get(0).get(0).label();
        Label large = answers.get(answers.size() - 1).get(0).label();
        if (answers.size() < 2 || small == null || large == null || small.kind() != large.kind()) {
            return;
        }
        List<KeptDecision> found = kept.find(AuditQuery.ALL.withId(item.id()).most(1));
        if (found.isEmpty() || !found.get(0).json().at("/tiers/0").hasNonNull("confidence")) {
            return;
        }
        KeptDecision decision = found.get(0);
        Joined joined = byCascade.computeIfAbsent(String.valueOf(decision.text("cascade")), any -> new Joined());
        Labels labels = Labels.of(small, large);
        boolean escalated = decision.json().path("tiers").size() > 1;
        joined.items.add(item);
        joined.labels.add(labels);
        joined.drafts.add(
                new Replayed(decision.json().at("/tiers/0/confidence").asDouble(), escalated, labels, null, null));
    }

    private static Labelled of(Joined joined) {
        List<Replayed> drafts = new Lessons(joined.items, joined.labels, null, List.of()).evenly(joined.drafts);
        boolean enough = drafts.size() >= Lessons.FEWEST;
        return new Labelled(
                drafts.size(),
                joined.drafts.size(),
                enough ? Reliability.of(drafts) : null,
                enough ? CostQuality.of(drafts) : new CostQuality(List.of()));
    }
}
