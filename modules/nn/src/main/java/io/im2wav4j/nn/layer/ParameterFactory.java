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

  /**
   * @param manager owner of the parameters
   * @param seed of the engine's generator, which this sets
   */
  public ParameterFactory(NDManager manager, long seed) {
    this.manager = manager;
    manager.getEngine().setRandomSeed((int) (seed ^ (seed >>> 32)));
  }

  /** The owner of the parameters. */
  public NDManager manager() {
    return manager;
  }

  /** Normal values with mean 0. */
  public NDArray normal(double standardDeviation, long... shape) {
    return manager.randomNormal(0f, (float) standardDeviation, new Shape(shape), DataType.FLOAT32);
  }

  /** Uniform values in [-bound, bound). */
  public NDArray uniform(double bound, long... shape) {
    return manager.randomUniform((float) -bound, (float) bound, new Shape(shape), DataType.FLOAT32);
  }

  /** PyTorch's default for linear and convolution layers: uniform within 1/sqrt(fan in). */
  public NDArray fanIn(long fanIn, long... shape) {
    return uniform(1 / Math.sqrt(fanIn), shape);
  }

  /** Zeros. */
  public NDArray zeros(long... shape) {
    return manager.zeros(new Shape(shape));
  }

  /** Ones. */
  public NDArray ones(long... shape) {
    return manager.ones(new Shape(shape));
  }
}
