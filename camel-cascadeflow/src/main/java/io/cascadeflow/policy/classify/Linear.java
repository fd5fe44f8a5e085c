package io.cascadeflow.policy.classify;

/**
 * What features speak for and against labels: their evidence is added up, so that one more never changes what another says.
 *
 * @param weights by feature, then by label, in log-odds
 * @param biases by label
 */
record Linear(float[] weights, float[] biases) {

    int labels() {
        return biases.length;
    }

    /** Adds what a feature says. */
    void add(int row, float value, float[] evidence) {
        int from = row * evidence.length;
        for (int label = 0; label < evidence.length; label++) {
            evidence[label] += weights[from + label] * value;
        }
    }

    float[] evidence(Sample sample) {
        float[] evidence = biases.clone();
        for (int i = 0; i < sample.rows().length; i++) {
            add(sample.rows()[i], sample.values()[i], evidence);
        }
        return evidence;
    }
}
