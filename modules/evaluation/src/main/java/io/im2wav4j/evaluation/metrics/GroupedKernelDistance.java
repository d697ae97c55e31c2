package io.im2wav4j.evaluation.metrics;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The {@link KernelDistance} of any draw of groups of embeddings, the groups being the sounds of
 * one item each: kernels are summed over pairs of groups once, so that a bootstrap draw costs only
 * additions.
 */
public final class GroupedKernelDistance {
  private GroupedKernelDistance() {}

  /** Sums of kernels between groups; {@code self} are those of an embedding with itself. */
  private record Sums(double[][] between, double[] self, int[] sizes) {
    static Sums within(double[][][] groups) {
      double[] self = new double[groups.length];
      int[] sizes = new int[groups.length];
      for (int g = 0; g < groups.length; g++) {
        sizes[g] = groups[g].length;
        for (double[] x : groups[g]) {
          self[g] += KernelDistance.kernel(x, x);
        }
      }
      return new Sums(sums(groups, groups), self, sizes);
    }

    double mean(int[] draw) {
      double sum = 0;
      long n = 0;
      for (int a : draw) {
        n += sizes[a];
        sum -= self[a];
        for (int b : draw) {
          sum += between[a][b];
        }
      }
      return sum / n / (n - 1);
    }
  }

  /**
   * Both sides drawn together: group g of one belongs to group g of the other.
   *
   * @param generated [groups][vectors][D]
   * @param reference [groups][vectors][D]
   * @return takes the numbers of the groups, some perhaps repeated
   */
  public static ToDoubleFunction<int[]> paired(double[][][] generated, double[][][] reference) {
    Sums mine = Sums.within(generated);
    Sums theirs = Sums.within(reference);
    double[][] cross = sums(generated, reference);
    return draw -> {
      double sum = 0;
      long n = 0;
      long m = 0;
      for (int a : draw) {
        n += mine.sizes[a];
        m += theirs.sizes[a];
        for (int b : draw) {
          sum += cross[a][b];
        }
      }
      return mine.mean(draw) + theirs.mean(draw) - 2 * sum / n / m;
    };
  }

  /** Only the generated side drawn, the reference [M][D] as it is. */
  public static ToDoubleFunction<int[]> against(double[][][] generated, double[][] reference) {
    Sums mine = Sums.within(generated);
    double[][] cross = sums(generated, new double[][][] {reference});
    double within = Sums.within(new double[][][] {reference}).mean(new int[] {0});
    return draw -> {
      double sum = 0;
      long n = 0;
      for (int a : draw) {
        n += mine.sizes[a];
        sum += cross[a][0];
      }
      return mine.mean(draw) + within - 2 * sum / n / reference.length;
    };
  }

  private static double[][] sums(double[][][] a, double[][][] b) {
    double[][] out = new double[a.length][b.length];
    IntStream.range(0, a.length)
        .parallel()
        .forEach(
            g -> {
              for (int h = 0; h < b.length; h++) {
                for (double[] x : a[g]) {
                  for (double[] y : b[h]) {
                    out[g][h] += KernelDistance.kernel(x, y);
                  }
                }
              }
            });
    return out;
  }
}
