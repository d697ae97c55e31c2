package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.optim.AdamSettings;
import io.im2wav4j.nn.optim.AdamW;
import io.im2wav4j.nn.optim.Gradients;
import io.im2wav4j.nn.optim.ParameterAverage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Training steps of a model, and of a baseline with the same weights and batch in turn. */
final class TrainingRace implements AutoCloseable {
  private final Runner runner;
  private final Runner baseline; // null: none
  private final long before;

  /** Adds gradients of a batch to its model's. */
  static final class Runner implements AutoCloseable {
    private final Module model;
    private final Runnable gradients;
    private NDManager owner;
    private AdamW adam;
    private ParameterAverage average;

    Runner(Module model, Runnable gradients) {
      this.model = model;
      this.gradients = gradients;
      model.requireGradient(true);
    }

    void prepare() {
      owner = NDManager.newBaseManager();
      adam = new AdamW(owner, model.parameters(), new AdamSettings(0.9, 0.999, 1e-8, 0.01));
      average = new ParameterAverage(owner, model, 0.999);
    }

    void gradients() {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        gradients.run();
      }
    }

    void step() {
      gradients();
      adam.step(1e-4, 1);
      average.update();
    }

    @Override
    public void close() {
      if (owner != null) {
        owner.close();
        owner = null;
      }
    }
  }

  /**
   * @param baseline null: there is none
   * @param before resident bytes before the models were made
   */
  TrainingRace(Runner runner, Runner baseline, long before) {
    this.runner = runner;
    this.baseline = baseline;
    this.before = before;
  }

  /**
   * Measures.
   *
   * @param oneByOne the optimisers' memory is not held at the same time
   * @param products of a step and nothing else, measured in turn with the steps; or null
   */
  Map<String, Object> run(
      String name,
      int batch,
      String unit,
      long units,
      int runs,
      boolean oneByOne,
      Runnable products) {
    final long peak = peakOfGradients(runner);
    final Long baselinePeak = baseline == null ? null : peakOfGradients(baseline);
    final Double difference =
        baseline == null ? null : largest(taken(runner.model), taken(baseline.model));
    final Double lastBit = baseline == null || oneByOne ? null : lastBitDifference();
    double[] times = new double[runs];
    double[] baselineTimes = new double[runs];
    double[] productTimes = new double[runs];
    if (oneByOne) {
      measure(runner, times);
      measure(baseline, baselineTimes);
    } else {
      runner.prepare();
      if (baseline != null) {
        baseline.prepare();
      }
      for (int r = runs < 5 ? -2 : -4; r < runs; r++) {
        int at = Math.max(0, r);
        times[at] = Stopwatch.once(runner::step);
        if (baseline != null) {
          baselineTimes[at] = Stopwatch.once(baseline::step);
        }
        if (products != null) {
          productTimes[at] = Stopwatch.once(products);
        }
      }
    }
    double seconds = median(times);
    double baselineSeconds = median(baselineTimes);
    double least = median(productTimes);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", name);
    row.put("batch", batch);
    row.put("msPerStep", 1000 * seconds);
    row.put("baselineMsPerStep", baseline == null ? null : 1000 * baselineSeconds);
    row.put("timesFaster", baseline == null ? null : baselineSeconds / seconds);
    row.put("productsMs", least == 0 ? null : 1000 * least);
    row.put("overProducts", least == 0 ? null : seconds / least);
    row.put("perSecond", units / seconds);
    row.put("of", unit);
    row.put("gradientDifference", scientific(difference));
    row.put("lastBitDifference", scientific(lastBit));
    row.put("peakBytes", peak);
    row.put("baselinePeakBytes", baselinePeak);
    return row;
  }

  private long peakOfGradients(Runner of) {
    ProcessMemory.resetPeak();
    of.gradients();
    return ProcessMemory.peakBytes() - before;
  }

  private static void measure(Runner runner, double[] times) {
    runner.prepare();
    for (int r = 0; r < times.length; r++) {
      times[r] = Stopwatch.once(runner::step);
    }
    runner.close();
  }

  private static String scientific(Double value) {
    return value == null ? null : String.format(Locale.ROOT, "%.1e", value);
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }

  /**
   * How far the baseline's gradients are from those after each of its weights is moved by one last
   * bit: how far apart two gradients may be of which both are right. A ReLU of a value near zero
   * lets its gradient through on one side only.
   */
  private double lastBitDifference() {
    baseline.gradients();
    final Map<String, float[]> before = taken(baseline.model);
    Map<String, float[]> weights = new LinkedHashMap<>();
    Random random = new Random(7);
    for (Map.Entry<String, NDArray> parameter : baseline.model.parameters().entrySet()) {
      float[] values = parameter.getValue().toFloatArray();
      weights.put(parameter.getKey(), values);
      float[] moved = new float[values.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = random.nextBoolean() ? Math.nextUp(values[i]) : Math.nextDown(values[i]);
      }
      parameter.getValue().set(moved);
    }
    baseline.gradients();
    double difference = largest(taken(baseline.model), before);
    baseline.model.parameters().forEach((name, parameter) -> parameter.set(weights.get(name)));
    return difference;
  }

  /** The gradients by name, which are zero afterwards. */
  private static Map<String, float[]> taken(Module model) {
    Map<String, float[]> all = new LinkedHashMap<>();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      model.parameters().forEach((name, p) -> all.put(name, p.getGradient().toFloatArray()));
    }
    Gradients.zero(model.parameters().values());
    return all;
  }

  /** The largest |a - b| / |b| of a parameter's gradient. */
  private static double largest(Map<String, float[]> some, Map<String, float[]> others) {
    double largest = 0;
    for (Map.Entry<String, float[]> entry : some.entrySet()) {
      float[] a = entry.getValue();
      float[] b = others.get(entry.getKey());
      double apart = 0;
      double size = 0;
      for (int i = 0; i < a.length; i++) {
        apart += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        size += (double) b[i] * b[i];
      }
      if (apart > 0) {
        largest = Math.max(largest, Math.sqrt(apart / size));
      }
    }
    return largest;
  }

  @Override
  public void close() {
    runner.close();
    if (baseline != null) {
      baseline.close();
    }
  }
}
