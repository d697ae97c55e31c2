package io.im2wav4j.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.nio.file.Path;
import java.util.Map;

/** Fits a plane to noisy points; the noise comes from the engine, the points from the seed. */
final class LineTask implements TrainingTask {
  final NDManager manager = NDManager.newBaseManager();
  final NDArray steps = manager.zeros(new Shape(1));
  String data = "points";
  float scale = 1;
  private final Plane model = new Plane(new ParameterFactory(manager, 3));

  private static final class Plane extends Module {
    private final Linear linear;

    private Plane(ParameterFactory make) {
      linear = child("linear", new Linear(make, 3, 1));
    }
  }

  @Override
  public String name() {
    return "line";
  }

  @Override
  public Module model() {
    return model;
  }

  @Override
  public StepResult step(long batch, long seed) {
    steps.addi(1);
    NDArray x = manager.randomNormal(new Shape(16, 3));
    NDArray y = x.sum(new int[] {1}, true).mul(scale);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = model.linear.forward(x).sub(y).square().mean();
      collector.backward(loss);
      return new StepResult(loss.getFloat(), Map.of("half", loss.getFloat() / 2.0));
    }
  }

  @Override
  public Map<String, Double> validate() {
    float norm = model.parameters().get("linear.weight").norm().getFloat();
    return Map.of("norm", (double) norm);
  }

  @Override
  public long unitsPerBatch() {
    return 16;
  }

  @Override
  public String unit() {
    return "points";
  }

  @Override
  public Map<String, NDArray> extraState() {
    return Map.of("steps", steps);
  }

  @Override
  public void describe(Path run, Path weights) {}

  @Override
  public String dataIdentity() {
    return data;
  }
}
