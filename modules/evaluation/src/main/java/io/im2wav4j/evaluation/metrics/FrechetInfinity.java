package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The Frechet distance extrapolated to infinitely many clips (Chong and Forsyth, 2020; FAD-inf of
 * Gui et al., 2024): distances of random subsets of N clips lie about a straight line in 1/N, whose
 * intercept is free of the bias of few clips.
 */
public final class FrechetInfinity {
  private FrechetInfinity() {}

  /**
   * The fit.
   *
   * @param score the intercept: the distance at 1/N = 0; may be negative
   * @param slope distance gained per 1/N
   * @param rSquared share of the distances' variance that the line explains, 0 to 1
   * @param sizes subset sizes
   * @param distances the Frechet distance of each subset
   */
  public record Result(
      double score, double slope, double rSquared, int[] sizes, double[] distances) {}

  /**
   * The fit over given subsets.
   *
   * @param reference statistics of the reference
   * @param generated [N][D]
   * @param subsets row numbers of each subset, of at least two different sizes
   */
  public static Result of(GaussianStatistics reference, double[][] generated, int[][] subsets) {
    return of(new FrechetReference(reference).distances(generated), subsets);
  }

  private static Result of(ToDoubleFunction<int[]> distance, int[][] subsets) {
    SimpleRegression line = new SimpleRegression();
    int[] sizes = new int[subsets.length];
    double[] distances = new double[subsets.length];
    for (int k = 0; k < subsets.length; k++) {
      sizes[k] = subsets[k].length;
      distances[k] = distance.applyAsDouble(subsets[k]);
      line.addData(1.0 / sizes[k], distances[k]);
    }
    // Through distances that are all the same, as of constant sets, the line goes exactly.
    double fit = Double.isNaN(line.getRSquare()) ? 1 : line.getRSquare();
    return new Result(line.getIntercept(), line.getSlope(), fit, sizes, distances);
  }

  /**
   * The fit over subsets drawn with replacement, of {@code steps} sizes evenly spaced from {@code
   * smallest} to N. Published settings: 25 steps from 500.
   */
  public static Result of(
      GaussianStatistics reference, double[][] generated, int steps, int smallest, long seed) {
    return of(
        new FrechetReference(reference).distances(generated),
        IntStream.range(0, generated.length).toArray(),
        FrechetDistance.ones(generated.length),
        steps,
        smallest,
        seed);
  }

  /**
   * The same from distances of selections, see {@link FrechetReference#distances}.
   *
   * @param pool numbers of the rows to draw from, some perhaps repeated
   * @param weights how likely each row is drawn, in proportion
   */
  public static Result of(
      ToDoubleFunction<int[]> distance,
      int[] pool,
      double[] weights,
      int steps,
      int smallest,
      long seed) {
    int n = pool.length;
    if (steps < 2 || smallest < 2 || smallest >= n) {
      throw new IllegalArgumentException(
          "extrapolation over "
              + steps
              + " sizes from "
              + smallest
              + " to "
              + n
              + " clips; needs at least 2 sizes and 2 <= smallest < clips");
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] upTo = new double[n];
    boolean even = true;
    for (int i = 0; i < n; i++) {
      upTo[i] = weights[pool[i]] + (i == 0 ? 0 : upTo[i - 1]);
      even &= weights[pool[i]] == weights[pool[0]];
    }
    boolean each = even;
    int[][] subsets = new int[steps][];
    for (int k = 0; k < steps; k++) {
      int size = (int) (smallest + (double) (n - smallest) * k / (steps - 1));
      IntStream draws =
          each
              ? random.ints(size, 0, n)
              : random.doubles(size, 0, upTo[n - 1]).mapToInt(x -> place(upTo, x));
      subsets[k] = draws.map(i -> pool[i]).toArray();
    }
    return of(distance, subsets);
  }

  private static int place(double[] upTo, double x) {
    int at = Arrays.binarySearch(upTo, x);
    return Math.min(upTo.length - 1, at < 0 ? -at - 1 : at + 1);
  }
}
