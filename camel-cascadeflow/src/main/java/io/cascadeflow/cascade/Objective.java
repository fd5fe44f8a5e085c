package io.cascadeflow.cascade;

import io.cascadeflow.policy.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by expected values which of the tiers that may be asked is asked first. Raising a weight never chooses a course that
 * is worse in what it weighs, and none that is worse than another in everything known is ever chosen. A pure function.
 *
 * @param weights what counts
 * @param expected by tier; a tier that is not in it is not known
 */
public record Objective(Weights weights, Map<String, Expected> expected) {

    public Objective {
        expected = Map.copyOf(expected);
    }

    /** The tiers to pass over, those before the best first one; none while nothing that counts is known. */
    List<Skipped> passedOver(List<Tier> plan) {
        List<Course> courses = courses(plan);
        Course best = Course.best(courses, weights);
        Course usual = courses.get(0);
        return plan.subList(0, courses.indexOf(best)).stream()
                .map(tier -> Skipped.unfavoured(tier, weights, usual, best))
                .toList();
    }

    /** What it comes to to begin at each tier. */
    private List<Course> courses(List<Tier> plan) {
        List<Course> courses = new ArrayList<>();
        for (int i = plan.size() - 1; i >= 0; i--) {
            Expected tier = expected.getOrDefault(plan.get(i).name(), Expected.NOTHING);
            Course next = courses.isEmpty() ? null : courses.get(0);
            Double on = next == null ? Double.valueOf(0) : onward(tier);
            courses.add(
                    0,
                    new Course(
                            plan.get(i),
                            right(plan, i),
                            sum(tier.usd(), on, next, Course::usd),
                            sum(tier.seconds(), on, next, Course::seconds),
                            sum(tier.wattHours(), on, next, Course::wattHours)));
        }
        return courses;
    }

    private static @Nullable Double onward(Expected tier) {
        return tier.accepted() == null ? null : Double.valueOf(1 - tier.accepted());
    }

    private static @Nullable Double sum(
            @Nullable Double own,
            @Nullable Double onward,
            @Nullable Course next,
            Function<Course, @Nullable Double> figure) {
        if (own == null || onward == null || next == null || onward == 0) {
            return onward == null ? null : own;
        }
        Double after = figure.apply(next);
        return after == null ? null : Double.valueOf(own + onward * after);
    }

    /** A profile knows of two tiers, the draft's and the next: of a plan of just these. */
    private @Nullable Double right(List<Tier> plan, int tier) {
        Expected draft = expected.get(plan.get(0).name());
        if (plan.size() != 2 || draft == null || draft.quality() == null) {
            return null;
        }
        return tier == 0 ? draft.quality().first() : draft.quality().straight();
    }
}
