package io.im2wav4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exponential moving average of a model's parameters: after each update average = mu average + (1 -
 * mu) parameter. Buffers (a codebook is an average already) are copied as they are.
 */
public final class ParameterAverage {
  private final Module model;
  private final float mu;
  private final Map<String, NDArray> average = new LinkedHashMap<>();

  /**
   * Starts at the model's present values.
   *
   * @param owner of the average; make it before any NDScope of a step
   * @param mu share of the old average that stays, in [0, 1)
   */
  public ParameterAverage(NDManager owner, Module model, double mu) {
    if (!(mu >= 0 && mu < 1)) {
      throw new IllegalArgumentException("EMA mu is " + mu + "; must be in [0, 1)");
    }
    this.model = model;
    this.mu = (float) mu;
    model
        .state()
        .forEach(
            (name, array) -> {
              NDArray copy = owner.zeros(array.getShape(), array.getDataType());
              ParameterChunks.copy(array, copy);
              average.put(name, copy);
            });
  }

  /** Takes in the model's present values. */
  public void update() {
    float rest = 1 - mu;
    forEachPair(
        model.parameters(),
        (a, p, length) -> {
          for (int k = 0; k < length; k++) {
            a[k] = mu * a[k] + rest * p[k];
          }
        });
    model.buffers().forEach((name, array) -> ParameterChunks.copy(array, average.get(name)));
  }

  /** The averages under the names of {@link Module#state()}; live, not copies. */
  public Map<String, NDArray> state() {
    return Collections.unmodifiableMap(average);
  }

  /**
   * Takes back what {@link #state()} gave and a file held.
   *
   * @throws io.im2wav4j.core.error.UserError where names or shapes are others
   */
  public void load(Path file) {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      Weights.load(average, Map.of(), file.toString(), reader.names(), reader::get);
    }
  }

  /**
   * Gives the model the averaged parameters until the result is closed; the model's own wait here.
   */
  public Swapped swap() {
    exchange();
    return this::exchange;
  }

  private void exchange() {
    forEachPair(
        model.parameters(),
        (a, p, length) -> {
          for (int k = 0; k < length; k++) {
            float own = p[k];
            p[k] = a[k];
            a[k] = own;
          }
        });
  }

  private void forEachPair(Map<String, NDArray> parameters, PairWork work) {
    List<FloatBuffer> own = parameters.values().stream().map(ParameterChunks::alias).toList();
    List<FloatBuffer> averaged =
        parameters.keySet().stream().map(name -> ParameterChunks.alias(average.get(name))).toList();
    ParameterChunks.run(
        own,
        (i, from, length, s) -> {
          averaged.get(i).get(from, s.a, 0, length);
          own.get(i).get(from, s.b, 0, length);
          work.on(s.a, s.b, length);
          averaged.get(i).put(from, s.a, 0, length);
          own.get(i).put(from, s.b, 0, length);
          return 0;
        });
  }

  /** While it is open, the model holds the average. */
  @FunctionalInterface
  public interface Swapped extends AutoCloseable {
    @Override
    void close();
  }

  @FunctionalInterface
  private interface PairWork {
    void on(float[] average, float[] parameter, int length);
  }
}
