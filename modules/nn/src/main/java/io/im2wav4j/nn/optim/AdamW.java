package io.im2wav4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.ElementType;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay as the published code has it (its {@code FusedAdam}). At the
 * n-th update of a parameter p with gradient g
 *
 * <pre>
 * m = b1 m + (1 - b1) g
 * v = b2 v + (1 - b2) g^2
 * p = p - lr sqrt(1 - b2^n) / (1 - b1^n) (m / (sqrt(v) + epsilon) + weightDecay p)
 * </pre>
 *
 * so, unlike in common AdamW, epsilon is added before the bias correction and the decay is scaled
 * by the bias-corrected step size. The moments are visible, named arrays. Parameters live on the
 * CPU and are FLOAT32.
 */
public final class AdamW {
  private static final String FIRST = ".exp_avg";
  private static final String SECOND = ".exp_avg_sq";
  private static final String UPDATES = "updates";

  private final AdamSettings settings;
  private final List<String> names;
  private final List<NDArray> parameters;
  private final List<NDArray> first = new ArrayList<>();
  private final List<NDArray> second = new ArrayList<>();
  // Counted for each parameter: one that had no gradient in some steps has fewer.
  private final long[] updates;

  /**
   * Moments of zero.
   *
   * @param owner of the moments; make the optimiser before any NDScope of a step
   * @param parameters by name; those without gradient in a step are left alone in it
   */
  public AdamW(NDManager owner, Map<String, NDArray> parameters, AdamSettings settings) {
    this.settings = settings;
    this.names = List.copyOf(parameters.keySet());
    this.parameters = List.copyOf(parameters.values());
    this.updates = new long[names.size()];
    for (int i = 0; i < names.size(); i++) {
      NDArray p = this.parameters.get(i);
      if (p.getDataType() != DataType.FLOAT32 || p.getDevice().isGpu()) {
        throw new IllegalArgumentException(
            names.get(i) + " is " + p.getDataType() + " on " + p.getDevice());
      }
      first.add(owner.zeros(p.getShape()));
      second.add(owner.zeros(p.getShape()));
    }
  }

  /**
   * One update from the gradients that have been added up, which are zero afterwards. A norm that
   * is not finite changes no parameter and no moment.
   *
   * @param learningRate of this step
   * @param clip largest norm of all gradients together; longer ones are shortened to it
   * @return the norm before clipping
   */
  public double step(double learningRate, double clip) {
    return step(learningRate, clip, 1);
  }

  /**
   * As {@link #step(double, double)} with the mean of the gradients of {@code batches} backward
   * passes.
   */
  public double step(double learningRate, double clip, int batches) {
    try (Gradients gradients = new Gradients(parameters)) {
      double norm = gradients.norm() / batches;
      if (Double.isFinite(norm)) {
        update(gradients, learningRate, (float) (batches * Gradients.divisor(norm, clip)));
      }
      gradients.zero();
      return norm;
    }
  }

  private void update(Gradients gradients, double learningRate, float divisor) {
    int n = gradients.indices().size();
    FloatBuffer[] p = new FloatBuffer[n];
    FloatBuffer[] m = new FloatBuffer[n];
    FloatBuffer[] v = new FloatBuffer[n];
    float[] size = new float[n];
    for (int i = 0; i < n; i++) {
      int index = gradients.indices().get(i);
      // Taken anew each time: loading weights gives an array other memory.
      p[i] = ParameterChunks.alias(parameters.get(index));
      m[i] = ParameterChunks.alias(first.get(index));
      v[i] = ParameterChunks.alias(second.get(index));
      long count = ++updates[index];
      size[i] =
          (float)
              (learningRate
                  * Math.sqrt(1 - Math.pow(settings.beta2(), count))
                  / (1 - Math.pow(settings.beta1(), count)));
    }
    ParameterChunks.run(
        gradients.buffers(),
        (i, from, length, s) -> {
          gradients.buffers().get(i).get(from, s.a, 0, length);
          m[i].get(from, s.b, 0, length);
          v[i].get(from, s.c, 0, length);
          p[i].get(from, s.d, 0, length);
          update(s, length, size[i], divisor);
          m[i].put(from, s.b, 0, length);
          v[i].put(from, s.c, 0, length);
          p[i].put(from, s.d, 0, length);
          return 0;
        });
  }

  private void update(ParameterChunks.ChunkBuffers s, int length, float size, float divisor) {
    float b1 = (float) settings.beta1();
    float b2 = (float) settings.beta2();
    float c1 = (float) (1 - settings.beta1());
    float c2 = (float) (1 - settings.beta2());
    float epsilon = (float) settings.epsilon();
    float decay = (float) settings.weightDecay();
    float[] gradient = s.a;
    float[] m = s.b;
    float[] v = s.c;
    float[] p = s.d;
    for (int k = 0; k < length; k++) {
      float g = gradient[k] / divisor;
      float mk = b1 * m[k] + c1 * g;
      float vk = b2 * v[k] + c2 * (g * g);
      m[k] = mk;
      v[k] = vk;
      p[k] -= size * (mk / ((float) Math.sqrt(vk) + epsilon) + decay * p[k]);
    }
  }

  /** First moments by the names of their parameters; live, not copies. */
  public Map<String, NDArray> firstMoments() {
    return byName(first);
  }

  /** Second moments by the names of their parameters; live, not copies. */
  public Map<String, NDArray> secondMoments() {
    return byName(second);
  }

  private Map<String, NDArray> byName(List<NDArray> arrays) {
    Map<String, NDArray> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      map.put(names.get(i), arrays.get(i));
    }
    return map;
  }

  /**
   * All state for a file: NAME.exp_avg, NAME.exp_avg_sq, and {@code updates}, one count a
   * parameter. The tensors share the moments' memory: write them before the next step.
   */
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      state.put(names.get(i) + FIRST, Weights.view(first.get(i)));
      state.put(names.get(i) + SECOND, Weights.view(second.get(i)));
    }
    ByteBuffer counts = ByteBuffer.allocate(8 * updates.length).order(ByteOrder.LITTLE_ENDIAN);
    counts.asLongBuffer().put(updates);
    state.put(UPDATES, new Tensor(ElementType.I64, new long[] {updates.length}, counts));
    return state;
  }

  /**
   * Takes back what {@link #state()} gave.
   *
   * @param source what to call the source in an error
   * @throws UserError where a tensor is missing or misshapen; nothing is changed then
   */
  public void load(String source, Map<String, Tensor> state) {
    for (int i = 0; i < names.size(); i++) {
      long[] shape = parameters.get(i).getShape().getShape();
      require(source, state, names.get(i) + FIRST, shape);
      require(source, state, names.get(i) + SECOND, shape);
    }
    require(source, state, UPDATES, new long[] {updates.length});
    for (int i = 0; i < names.size(); i++) {
      ParameterChunks.alias(first.get(i)).put(0, state.get(names.get(i) + FIRST).toFloats());
      ParameterChunks.alias(second.get(i)).put(0, state.get(names.get(i) + SECOND).toFloats());
    }
    state.get(UPDATES).data().asLongBuffer().get(updates);
  }

  private static void require(String source, Map<String, Tensor> state, String name, long[] shape) {
    Tensor found = state.get(name);
    if (found == null || !Arrays.equals(found.shape(), shape)) {
      throw new UserError(
          source,
          found == null
              ? "no tensor " + name
              : name + " has shape " + Arrays.toString(found.shape()),
          name + " of shape " + Arrays.toString(shape),
          "Use the checkpoint of a run with this model's configuration");
    }
  }
}
