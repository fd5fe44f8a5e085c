package io.cascadeflow.camel.run;

import io.cascadeflow.agent.run.EnergyFigures;
import io.cascadeflow.agent.run.Run;
import io.cascadeflow.agent.run.RunEntry.Act;
import io.cascadeflow.agent.run.RunEntry.Call;
import io.cascadeflow.agent.run.RunTurn;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.AttemptEnd;
import io.cascadeflow.provider.Turn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is paid for in its run. Thread-safe.
 *
 * @param run which
 * @param energy what models take
 */
public record RunPayer(Run run, EnergyFigures energy) {

    /** @throws RunStoppedException when the run may not make the attempt */
    public Turn begin(CallRef ref, Usd atMost, TokenUsage most) {
        return new Counted(run.begin(call(ref), atMost, energy.of(ref.model(), most)), energy);
    }

    public void foreign(CallRef ref, Usd amount) {
        run.foreign(call(ref), amount);
    }

    private static Call call(CallRef ref) {
        Map<String, String> facts = ref.facts();
        return new Call(
                ref.model().toString(),
                facts.getOrDefault("cascade", ""),
                facts.getOrDefault("tier", ""),
                facts.getOrDefault("role", ""),
                ref.decision());
    }

    private record Counted(RunTurn turn, EnergyFigures energy) implements Turn {

        @Override
        public void notMade(@Nullable Throwable why) {
            RunStoppedException stop = RunStoppedException.in(why);
            turn.notMade(
                    stop == null
                            ? null
                            : new Act("stop", stop.rule(), stop.run(), false, String.valueOf(stop.getMessage())));
        }

        @Override
        public void ended(AttemptEnd end) {
            turn.ended(
                    end.failure() == null,
                    end.charge() == null ? Usd.ZERO : end.charge().amount(),
                    energy.of(end.call().model(), end.usage()),
                    end.usage().totalInput(),
                    end.usage().output());
        }

        @Override
        public void lost() {
            turn.lost();
        }
    }
}
