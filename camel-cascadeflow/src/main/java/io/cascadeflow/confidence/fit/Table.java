package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Grams;
import java.util.Arrays;
import java.util.List;

/**
 * Examples as rows of numbers: dense columns, a one for the intercept, and the known words of each text as a sparse row of
 * length one.
 */
final class Table {

    final int rows;
    /** Columns, dense and sparse. */
    final int columns;

    private final double[] right;
    private final double[] weight;
    private final int width;
    private final double[] dense;
    private final int[][] at;
    private final float[][] values;

    Table(List<Example> examples, Columns by, boolean withGrams) {
        rows = examples.size();
        width = by.width() + 1;
        columns = width + (withGrams ? by.known().length : 0);
        dense = new double[rows * width];
        at = new int[rows][0];
        values = new float[rows][0];
        right = new double[rows];
        weight = new double[rows];
        for (int i = 0; i < rows; i++) {
            Example example = examples.get(i);
            by.fill(example.own(), dense, i * width);
            dense[i * width + width - 1] = 1;
            right[i] = example.right() ? 1 : 0;
            weight[i] = example.weight();
            if (withGrams) {
                words(i, example, by);
            }
        }
    }

    private void words(int row, Example example, Columns by) {
        Grams question = example.own().question();
        Grams answer = example.own().answer();
        at[row] = new int[question.size() + answer.size()];
        values[row] = new float[at[row].length];
        int size = append(question, by, row, 0);
        size = append(answer, by, row, size);
        at[row] = Arrays.copyOf(at[row], size);
        values[row] = Arrays.copyOf(values[row], size);
    }

    /** Scaled to length one, so that a long text argues no harder than a short one. */
    private int append(Grams grams, Columns by, int row, int from) {
        int size = from;
        double squares = 0;
        for (int i = 0; i < grams.size(); i++) {
            int index = by.indexOf(grams.bucket(i));
            if (index >= 0) {
                at[row][size] = width + index;
                values[row][size++] = grams.value(i);
                squares += grams.value(i) * grams.value(i);
            }
        }
        float norm = (float) Math.sqrt(squares);
        for (int i = from; i < size; i++) {
            values[row][i] /= norm;
        }
        return size;
    }

    double right(int row) {
        return right[row];
    }

    /** How many drafts the row stands for. */
    double weight(int row) {
        return weight[row];
    }

    /** The place of the intercept. */
    int intercept() {
        return width - 1;
    }

    double score(int row, double[] weights) {
        double score = 0;
        for (int j = 0, i = row * width; j < width; j++, i++) {
            score += dense[i] * weights[j];
        }
        return score + words(row, weights);
    }

    /** What the words alone add to the score. */
    double words(int row, double[] weights) {
        double score = 0;
        for (int j = 0; j < at[row].length; j++) {
            score += values[row][j] * weights[at[row][j]];
        }
        return score;
    }

    /** Adds {@code factor} times the row to {@code sums}. */
    void add(int row, double factor, double[] sums) {
        for (int j = 0, i = row * width; j < width; j++, i++) {
            sums[j] += factor * dense[i];
        }
        for (int j = 0; j < at[row].length; j++) {
            sums[at[row][j]] += factor * values[row][j];
        }
    }

    /** The weighted sum of squares of every column. */
    double[] squares() {
        double[] squares = new double[columns];
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < width; j++) {
                squares[j] += weight[row] * dense[row * width + j] * dense[row * width + j];
            }
            for (int j = 0; j < at[row].length; j++) {
                squares[at[row][j]] += weight[row] * values[row][j] * values[row][j];
            }
        }
        return squares;
    }
}
