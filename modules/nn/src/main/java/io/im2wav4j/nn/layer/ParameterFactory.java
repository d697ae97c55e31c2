package io.im2wav4j.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Makes the first values of parameters from one seed: the same model built twice has the same
 * bytes.
 */
public final class ParameterFactory {
  private final NDManager manager;
  private final long most;
  private long made;

  /**
   * @param manager owner of the parameters
   * @param seed of the engine's generator, which this sets
   */
  public ParameterFactory(NDManager manager, long seed) {
    this(manager, seed, Long.MAX_VALUE);
  }

  /**
   * For a model whose sizes are not trusted.
   *
   * @param most values that may be made; one more is an {@link IllegalArgumentException}
   */
  public ParameterFactory(NDManager manager, long seed, long most) {
    this.manager = manager;
    this.most = most;
    manager.getEngine().setRandomSeed((int) (seed ^ (seed >>> 32)));
  }

  /** The owner of the parameters. */
  public NDManager manager() {
    return manager;
  }

  /**
   * Counts values before they are made.
   *
   * @throws IllegalArgumentException where the model has too many of them
   */
  public void reserve(long values) {
    if (values > most - made) {
      throw new IllegalArgumentException("the sizes ask for more than " + most + " values");
    }
    made += values;
  }

  private Shape shape(long... sizes) {
    long values = 1;
    for (long size : sizes) {
      values = Math.multiplyExact(values, size);
    }
    reserve(values);
    return new Shape(sizes);
  }

  /** Normal values with mean 0. */
  public NDArray normal(double standardDeviation, long... shape) {
    return manager.randomNormal(0f, (float) standardDeviation, shape(shape), DataType.FLOAT32);
  }

  /** Uniform values in [-bound, bound). */
  public NDArray uniform(double bound, long... shape) {
    return manager.randomUniform((float) -bound, (float) bound, shape(shape), DataType.FLOAT32);
  }

  /** PyTorch's default for linear and convolution layers: uniform within 1/sqrt(fan in). */
  public NDArray fanIn(long fanIn, long... shape) {
    return uniform(1 / Math.sqrt(fanIn), shape);
  }

  /** Zeros. */
  public NDArray zeros(long... shape) {
    return manager.zeros(shape(shape));
  }

  /** Ones. */
  public NDArray ones(long... shape) {
    return manager.ones(shape(shape));
  }
}
