package io.cascadeflow.budget.report.trend;

import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Kinds of spending, made up day by day from a seed: what each day costs, in dollars. Day 0 is a Monday. */
enum Spending {
    STEADY {
        @Override
        IntToDoubleFunction days(Random random) {
            return day -> 10 + 2 * random.nextGaussian();
        }
    },
    SKEWED {
        @Override
        IntToDoubleFunction days(Random random) {
            return day -> 8 * Math.exp(0.6 * random.nextGaussian());
        }
    },
    WEEKDAYS {
        @Override
        IntToDoubleFunction days(Random random) {
            double[] week = {10, 11, 10, 12, 9, 2, 1};
            return day -> week[day % 7] * Math.exp(0.25 * random.nextGaussian());
        }
    },
    RISING {
        @Override
        IntToDoubleFunction days(Random random) {
            return day -> 5 + 0.15 * day + 2 * random.nextGaussian();
        }
    },
    FALLING {
        @Override
        IntToDoubleFunction days(Random random) {
            return day -> 20 - 0.15 * day + 2 * random.nextGaussian();
        }
    },
    /** Each day is half like the day before. */
    STICKY {
        @Override
        IntToDoubleFunction days(Random random) {
            double[] before = {0};
            return day -> {
                before[0] = 0.5 * before[0] + 2 * random.nextGaussian();
                return 10 + before[0];
            };
        }
    },
    /** Something on one day in seven. */
    SPARSE {
        @Override
        IntToDoubleFunction days(Random random) {
            return day -> random.nextDouble() < 1 / 7d ? 10 * Math.exp(0.3 * random.nextGaussian()) : 0;
        }
    };

    abstract IntToDoubleFunction days(Random random);

    /** The first days, none below zero. */
    double[] first(int count, long seed) {
        IntToDoubleFunction days = days(new Random(seed));
        double[] values = new double[count];
        for (int day = 0; day < count; day++) {
            values[day] = Math.max(0, days.applyAsDouble(day));
        }
        return values;
    }
}
