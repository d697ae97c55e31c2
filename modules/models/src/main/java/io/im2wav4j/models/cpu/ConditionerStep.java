package io.im2wav4j.models.cpu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.models.conditioning.CodeConditioner;
import io.im2wav4j.models.conditioning.DilatedResidualBlock;
import io.im2wav4j.nn.cpu.LargePages;
import io.im2wav4j.nn.cpu.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditioner of Up in training: its stacks of residual blocks here, the few layers around them
 * by the tensor engine, whose graph is cut at the stacks.
 */
public final class ConditionerStep {
  private final CodeConditioner layer;
  private final int items;
  private final int length;
  private final List<ResidualStackStep> stacks = new ArrayList<>();

  /** Inputs of the stacks, results of the layers before them; then what the last layer makes. */
  private final List<NDArray> ends = new ArrayList<>();

  /** Results of the stacks, where gradients of the layers after them arrive; then all of it. */
  private final List<NDArray> starts = new ArrayList<>();

  /**
   * Room for a step.
   *
   * @param items N
   * @param length codes of the level above
   */
  public ConditionerStep(CodeConditioner layer, int items, int length) {
    this.layer = layer;
    this.items = items;
    this.length = length;
    LargePages memory = new LargePages();
    int rows = length;
    for (List<DilatedResidualBlock> stack : layer.stacks()) {
      int width = Math.toIntExact(stack.get(0).pointwise().bias().getShape().get(0));
      stacks.add(new ResidualStackStep(stack, width, items, rows, memory));
      rows *= 2;
    }
  }

  /** Whether it was made for such steps. */
  public boolean fits(int items, int length) {
    return this.items == items && this.length == length;
  }

  /**
   * Codes [N, length] become [N, length 2^halvings, W], the start of another graph.
   *
   * <p>Call within an NDScope that lasts until {@link #back()}.
   */
  public NDArray forward(NDArray codes) {
    ends.clear();
    starts.clear();
    NDArray x = layer.begin(codes);
    for (int i = 0; i < stacks.size(); i++) {
      NDArray in = rows(x);
      NDArray out = in.getManager().create(in.getShape());
      stacks.get(i).forward(Matrix.of(in), Matrix.of(out));
      out.setRequiresGradient(true);
      ends.add(in);
      starts.add(out);
      x = layer.doubled(i, out.transpose(0, 2, 1));
    }
    NDArray all = layer.end(x);
    NDArray start = all.stopGradient();
    start.setRequiresGradient(true);
    ends.add(all);
    starts.add(start);
    return start;
  }

  /** [N, C, T] as rows [N, T, C] that lie one after the other. */
  private static NDArray rows(NDArray x) {
    Shape shape = x.getShape();
    return x.transpose(0, 2, 1).flatten().reshape(shape.get(0), shape.get(2), shape.get(1));
  }

  /** Adds to the gradients of the parameters, from the gradient of what {@link #forward} gave. */
  public void back() {
    backward(ends.get(stacks.size()), starts.get(stacks.size()).getGradient());
    for (int i = stacks.size() - 1; i >= 0; i--) {
      NDArray in = ends.get(i);
      NDArray gradient = in.getManager().create(in.getShape());
      stacks.get(i).back(Matrix.of(starts.get(i).getGradient()), Matrix.of(gradient));
      backward(in, gradient);
    }
    ends.clear();
    starts.clear();
  }

  private static void backward(NDArray of, NDArray gradient) {
    JniUtils.backward((PtNDArray) of, (PtNDArray) gradient, false, false);
  }
}
