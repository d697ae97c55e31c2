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

/** Two implementations of one model, same weights and batch, that take training steps in turn. */
final class TrainingRace implements AutoCloseable {
  private final Runner today;
  private final Runner first;
  private final long before;

  /** Adds gradients of a batch to its model's. */
  private static final class Runner implements AutoCloseable {
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
   * @param todays adds up gradients of a batch
   * @param before resident bytes before the models were made
   */
  TrainingRace(Module today, Runnable todays, Module first, Runnable firsts, long before) {
    this.today = new Runner(today, todays);
    this.first = new Runner(first, firsts);
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
    ProcessMemory.resetPeak();
    today.gradients();
    final long peak = ProcessMemory.peakBytes() - before;
    ProcessMemory.resetPeak();
    first.gradients();
    final long firstPeak = ProcessMemory.peakBytes() - before;
    double difference = difference();
    final Double lastBit = products == null || oneByOne ? null : lastBitDifference();
    double[] times = new double[runs];
    double[] firstTimes = new double[runs];
    double[] productTimes = new double[runs];
    if (oneByOne) {
      measure(today, times);
      measure(first, firstTimes);
    } else {
      today.prepare();
      first.prepare();
      for (int r = runs < 5 ? -2 : -4; r < runs; r++) {
        double mine = Stopwatch.once(today::step);
        double theirs = Stopwatch.once(first::step);
        times[Math.max(0, r)] = mine;
        firstTimes[Math.max(0, r)] = theirs;
        if (products != null) {
          productTimes[Math.max(0, r)] = Stopwatch.once(products);
        }
      }
    }
    double seconds = median(times);
    double firstSeconds = median(firstTimes);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", name);
    row.put("batch", batch);
    row.put("msPerStep", 1000 * seconds);
    row.put("firstMsPerStep", 1000 * firstSeconds);
    row.put("timesFaster", firstSeconds / seconds);
    double least = median(productTimes);
    row.put("productsMs", least == 0 ? null : 1000 * least);
    row.put("firstOverProducts", least == 0 ? null : firstSeconds / least);
    row.put("perSecond", units / seconds);
    row.put("of", unit);
    row.put("gradientDifference", scientific(difference));
    row.put("lastBitDifference", lastBit == null ? null : scientific(lastBit));
    row.put("peakBytes", peak);
    row.put("firstPeakBytes", firstPeak);
    return row;
  }

  private static void measure(Runner runner, double[] times) {
    runner.prepare();
    for (int r = 0; r < times.length; r++) {
      times[r] = Stopwatch.once(runner::step);
    }
    runner.close();
  }

  private static String scientific(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }

  /** The largest |today's - first's| / |first's| of a parameter's gradient. */
  private double difference() {
    return largest(taken(today.model), taken(first.model));
  }

  /**
   * The same of the first version's gradients after and before each of its weights is moved by one
   * last bit: how far apart two gradients may be of which both are right. A ReLU of a value near
   * zero lets its gradient through on one side only.
   */
  private double lastBitDifference() {
    first.gradients();
    final Map<String, float[]> before = taken(first.model);
    Map<String, float[]> weights = new LinkedHashMap<>();
    Random random = new Random(7);
    for (Map.Entry<String, NDArray> parameter : first.model.parameters().entrySet()) {
      float[] values = parameter.getValue().toFloatArray();
      weights.put(parameter.getKey(), values);
      float[] moved = new float[values.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = random.nextBoolean() ? Math.nextUp(values[i]) : Math.nextDown(values[i]);
      }
      parameter.getValue().set(moved);
    }
    first.gradients();
    double difference = largest(taken(first.model), before);
    first.model.parameters().forEach((name, parameter) -> parameter.set(weights.get(name)));
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
    today.close();
    first.close();
  }
}
