package io.im2wav4j.benchmarks.first;

import io.im2wav4j.models.vqvae.CodebookMetrics;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import java.util.Random;

/**
 * One step of the moving sums, in plain arrays: sums run in the order of the rows, so that the same
 * batch gives the same bits whatever the number of threads.
 */
final class CodebookUpdate {
  private final VqVaeConfig config;
  private final float[] vectors;
  private final float[] sums;
  private final float[] counts;

  CodebookUpdate(VqVaeConfig config, float[] vectors, float[] sums, float[] counts) {
    this.config = config;
    this.vectors = vectors;
    this.sums = sums;
    this.counts = counts;
  }

  float[] vectors() {
    return vectors;
  }

  float[] sums() {
    return sums;
  }

  float[] counts() {
    return counts;
  }

  CodebookMetrics apply(float[] rows, long[] codes, float[] restarts, int[] order) {
    int width = config.embeddingWidth();
    int size = config.codebookSize();
    float[] batchSums = new float[size * width];
    float[] batchCounts = new float[size];
    double distance = 0;
    double total = 0;
    for (int r = 0; r < codes.length; r++) {
      int code = (int) codes[r];
      batchCounts[code]++;
      for (int c = 0; c < width; c++) {
        float x = rows[r * width + c];
        batchSums[code * width + c] += x;
        double d = x - vectors[code * width + c];
        distance += d * d;
        total += x;
      }
    }
    float mu = (float) config.mu();
    float[] fresh = pick(restarts, order, size, width);
    int usage = 0;
    int usedNow = 0;
    double change = 0;
    double entropy = 0;
    for (int i = 0; i < size; i++) {
      counts[i] = mu * counts[i] + (1 - mu) * batchCounts[i];
      boolean used = counts[i] >= config.restartThreshold() && counts[i] > 0;
      usage += used ? 1 : 0;
      usedNow += batchCounts[i] >= config.restartThreshold() ? 1 : 0;
      double p = batchCounts[i] / (double) codes.length;
      entropy -= p * Math.log(p + 1e-8);
      for (int c = i * width; c < (i + 1) * width; c++) {
        sums[c] = mu * sums[c] + (1 - mu) * batchSums[c];
        // The sums of a code that restarts stay: it must earn its place by being chosen.
        float next = used ? sums[c] / counts[i] : fresh[c];
        change += (double) (next - vectors[c]) * (next - vectors[c]);
        vectors[c] = next;
      }
    }
    return new CodebookMetrics(
        distance / codes.length,
        deviation(rows, total / rows.length),
        entropy,
        usedNow,
        usage,
        Math.sqrt(change / vectors.length));
  }

  private static double deviation(float[] values, double mean) {
    double squares = 0;
    for (float v : values) {
      squares += (v - mean) * (v - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  static float[] pick(float[] rows, int[] order, int count, int width) {
    float[] picked = new float[count * width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows, order[i] * width, picked, i * width, width);
    }
    return picked;
  }

  static int[] permutation(int n, Random random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The noise keeps copies apart; its size is the reference's, 0.01 / sqrt(C). */
  static float[] tiled(float[] rows, int size, int width, Random random) {
    int count = rows.length / width;
    if (count >= size) {
      return rows;
    }
    int repeats = (size + count - 1) / count;
    double noise = 0.01 / Math.sqrt(width);
    float[] tiled = new float[rows.length * repeats];
    for (int i = 0; i < tiled.length; i++) {
      tiled[i] = (float) (rows[i % rows.length] + noise * random.nextGaussian());
    }
    return tiled;
  }
}
