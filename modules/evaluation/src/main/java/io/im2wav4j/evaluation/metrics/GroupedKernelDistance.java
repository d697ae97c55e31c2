package io.im2wav4j.evaluation.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The {@link KernelDistance} of any draw of groups of embeddings, the groups being the sounds of
 * one item each: kernels are summed over pairs of groups once, so that a bootstrap draw costs only
 * additions.
 *
 * <p>A group counts as one sound however many it holds: its sounds share its weight, and vectors of
 * one place in the sounds of a group are not compared with each other, as one vector is not with
 * itself. A vector that both sides have is not compared with itself either.
 */
public final class GroupedKernelDistance {
  private GroupedKernelDistance() {}

  /**
   * One side.
   *
   * @param between weighted sums of kernels between groups
   * @param self those of the pairs that do not count
   * @param selfWeights the pairs that do not count
   * @param sizes vectors, weighted
   */
  private record Sums(double[][] between, double[] self, double[] selfWeights, double[] sizes) {
    static Sums within(double[][][][] groups) {
      double[] self = new double[groups.length];
      double[] selfWeights = new double[groups.length];
      double[] sizes = new double[groups.length];
      for (int g = 0; g < groups.length; g++) {
        double weight = share(groups[g]);
        for (double[][] sound : groups[g]) {
          sizes[g] += weight * sound.length;
          for (double[][] other : groups[g]) {
            for (int place = 0; place < Math.min(sound.length, other.length); place++) {
              self[g] += weight * weight * KernelDistance.kernel(sound[place], other[place]);
              selfWeights[g] += weight * weight;
            }
          }
        }
      }
      return new Sums(sums(groups, groups), self, selfWeights, sizes);
    }

    double size(int[] draw) {
      return IntStream.of(draw).mapToDouble(g -> sizes[g]).sum();
    }

    double mean(int[] draw) {
      double sum = 0;
      double excluded = 0;
      double n = size(draw);
      for (int a : draw) {
        sum -= self[a];
        excluded += selfWeights[a];
        for (int b : draw) {
          sum += between[a][b];
        }
      }
      return sum / n / (n - excluded / n);
    }

    double selfMean(int[] draw) {
      return IntStream.of(draw).mapToDouble(g -> self[g]).sum() / size(draw);
    }
  }

  /** A vector of both sides: its kernel, and its weight in each group of either. */
  private record Shared(double kernel, Map<Integer, Double> mine, Map<Integer, Double> theirs) {
    static List<Shared> of(double[][][][] generated, double[][][][] reference) {
      Map<KernelDistance.Vector, Map<Integer, Double>> mine = weights(generated);
      Map<KernelDistance.Vector, Map<Integer, Double>> theirs = weights(reference);
      theirs.keySet().retainAll(mine.keySet());
      return theirs.entrySet().stream()
          .map(
              e -> {
                double[] x = e.getKey().values();
                return new Shared(KernelDistance.kernel(x, x), mine.get(e.getKey()), e.getValue());
              })
          .toList();
    }

    private static Map<KernelDistance.Vector, Map<Integer, Double>> weights(double[][][][] groups) {
      Map<KernelDistance.Vector, Map<Integer, Double>> out = new LinkedHashMap<>();
      for (int g = 0; g < groups.length; g++) {
        for (double[][] sound : groups[g]) {
          for (double[] x : sound) {
            out.computeIfAbsent(new KernelDistance.Vector(x), k -> new TreeMap<>())
                .merge(g, share(groups[g]), Double::sum);
          }
        }
      }
      return out;
    }

    double pairs(int[] timesMine, int[] timesTheirs) {
      return Math.min(weight(mine, timesMine), weight(theirs, timesTheirs));
    }

    private static double weight(Map<Integer, Double> groups, int[] times) {
      double weight = 0;
      for (Map.Entry<Integer, Double> group : groups.entrySet()) {
        weight += times[group.getKey()] * group.getValue();
      }
      return weight;
    }
  }

  /**
   * Both sides drawn together: group g of one belongs to group g of the other.
   *
   * @param generated [groups][sounds][vectors][D]
   * @param reference [groups][vectors][D]
   * @return takes the numbers of the groups, some perhaps repeated
   */
  public static ToDoubleFunction<int[]> paired(double[][][][] generated, double[][][] reference) {
    double[][][][] single = new double[reference.length][][][];
    for (int g = 0; g < single.length; g++) {
      single[g] = new double[][][] {reference[g]};
    }
    return distance(generated, single, draw -> draw);
  }

  /** Only the generated side drawn, the reference [M][D] as it is. */
  public static ToDoubleFunction<int[]> against(double[][][][] generated, double[][] reference) {
    int[] whole = {0};
    return distance(generated, new double[][][][] {{reference}}, draw -> whole);
  }

  private interface Partner {
    int[] of(int[] draw);
  }

  private static ToDoubleFunction<int[]> distance(
      double[][][][] generated, double[][][][] reference, Partner partner) {
    Sums mine = Sums.within(generated);
    Sums theirs = Sums.within(reference);
    double[][] cross = sums(generated, reference);
    List<Shared> shared = Shared.of(generated, reference);
    int width =
        IntStream.range(0, reference.length)
            .filter(g -> reference[g][0].length > 0)
            .map(g -> reference[g][0][0].length)
            .findFirst()
            .orElse(0);
    return draw -> {
      int[] other = partner.of(draw);
      double sum = 0;
      for (int a : draw) {
        for (int b : other) {
          sum += cross[a][b];
        }
      }
      double n = mine.size(draw);
      double m = theirs.size(other);
      double between = sum / n / m;
      if (!shared.isEmpty()) {
        int[] timesMine = times(draw, generated.length);
        int[] timesTheirs = times(other, reference.length);
        double same = 0;
        for (Shared s : shared) {
          double pairs = s.pairs(timesMine, timesTheirs);
          same += pairs;
          sum -= pairs * s.kernel();
        }
        between = sum / n / (m - same / n);
      }
      double self = mine.selfMean(draw) + theirs.selfMean(other);
      return KernelDistance.distance(
          mine.mean(draw), theirs.mean(other), between, self, width + n * m);
    };
  }

  private static int[] times(int[] draw, int groups) {
    int[] times = new int[groups];
    for (int g : draw) {
      times[g]++;
    }
    return times;
  }

  private static double share(double[][][] group) {
    return 1.0 / group.length;
  }

  private static double[][] sums(double[][][][] a, double[][][][] b) {
    double[][] out = new double[a.length][b.length];
    IntStream.range(0, a.length)
        .parallel()
        .forEach(
            g -> {
              for (int h = 0; h < b.length; h++) {
                for (double[][] mine : a[g]) {
                  for (double[] x : mine) {
                    for (double[][] theirs : b[h]) {
                      for (double[] y : theirs) {
                        out[g][h] += KernelDistance.kernel(x, y);
                      }
                    }
                  }
                }
                out[g][h] *= share(a[g]) * share(b[h]);
              }
            });
    return out;
  }
}
