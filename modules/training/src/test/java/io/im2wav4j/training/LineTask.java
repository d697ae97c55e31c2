package io.im2wav4j.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Record;
import ai.djl.translate.Batchifier;
import io.im2wav4j.nn.layer.Linear;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/** Fits a plane to noisy points; the noise comes from the engine, the points from the seed. */
final class LineTask implements TrainingTask {
  final NDManager manager = NDManager.newBaseManager();
  final NDArray steps = manager.zeros(new Shape(1));
  String data = "these";
  float scale = 1;
  private final Plane model = new Plane(new ParameterFactory(manager, 3));

  private final Points points = new Points();

  private static final class Points extends TrainingDataset {
    private Points() {
      super(new BatchOrder(16, 16, 1), "point", Batchifier.STACK);
    }

    @Override
    protected Record example(NDManager manager, int item, SplittableRandom random) {
      float[] x = {normal(random), normal(random), normal(random)};
      return new Record(new NDList(manager.create(x)), new NDList());
    }

    private static float normal(SplittableRandom random) {
      return (float) random.nextGaussian();
    }
  }

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
  public TrainingDataset dataset() {
    return points;
  }

  @Override
  public StepResult step(Batch batch, long seed) {
    steps.addi(1);
    NDArray x = batch.getData().head();
    NDArray noise = manager.randomNormal(new Shape(16, 1)).mul(0.01);
    NDArray y = x.sum(new int[] {1}, true).mul(scale).add(noise);
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
  public Map<String, String> dataHashes() {
    return Map.of("points", data);
  }
}
