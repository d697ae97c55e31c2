package io.im2wav4j.encoders.efficientat;

import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tensors of mn04_as, a MobileNetV3-Large of width 0.4 over mel spectrograms that knows 527
 * AudioSet classes: 983,599 parameters.
 */
public final class EfficientAtTensors {
  private static final int STEM = 8;
  private static final int LAST = 384;
  private static final int HIDDEN = 512;
  private static final int CLASSES = 527;

  /** What only training needs. */
  private static final String COUNTER = ".num_batches_tracked";

  /** A block: squeeze is the inner width of its squeeze-and-excitation, 0 without. */
  private record Block(int kernel, int in, int expanded, int out, int squeeze) {}

  private static final List<Block> BLOCKS =
      List.of(
          new Block(3, 8, 8, 8, 0),
          new Block(3, 8, 24, 16, 0),
          new Block(3, 16, 32, 16, 0),
          new Block(5, 16, 32, 16, 8),
          new Block(5, 16, 48, 16, 16),
          new Block(5, 16, 48, 16, 16),
          new Block(3, 16, 96, 32, 0),
          new Block(3, 32, 80, 32, 0),
          new Block(3, 32, 72, 32, 0),
          new Block(3, 32, 72, 32, 0),
          new Block(3, 32, 192, 48, 48),
          new Block(3, 48, 272, 48, 72),
          new Block(5, 48, 272, 64, 72),
          new Block(5, 64, 384, 64, 96),
          new Block(5, 64, 384, 64, 96));

  private EfficientAtTensors() {}

  /** Names and shapes in the network's order. */
  static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    convolution(shapes, "features.0", STEM, 1, 3);
    for (int b = 0; b < BLOCKS.size(); b++) {
      Block block = BLOCKS.get(b);
      String prefix = "features." + (b + 1) + ".block.";
      int part = 0;
      if (block.expanded() != block.in()) {
        convolution(shapes, prefix + part++, block.expanded(), block.in(), 1);
      }
      convolution(shapes, prefix + part++, block.expanded(), 1, block.kernel());
      if (block.squeeze() > 0) {
        String squeeze = prefix + part++ + ".conc_se_layers.0.fc";
        linear(shapes, squeeze + 1, block.squeeze(), block.expanded());
        linear(shapes, squeeze + 2, block.expanded(), block.squeeze());
      }
      convolution(shapes, prefix + part, block.out(), block.expanded(), 1);
    }
    convolution(shapes, "features." + (BLOCKS.size() + 1), LAST, 64, 1);
    linear(shapes, "classifier.2", HIDDEN, LAST);
    linear(shapes, "classifier.5", CLASSES, HIDDEN);
    return shapes;
  }

  /** A convolution without bias and the normalisation after it. */
  private static void convolution(
      Map<String, long[]> shapes, String prefix, int out, int in, int kernel) {
    shapes.put(prefix + ".0.weight", new long[] {out, in, kernel, kernel});
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      shapes.put(prefix + ".1." + part, new long[] {out});
    }
  }

  private static void linear(Map<String, long[]> shapes, String prefix, int out, int in) {
    shapes.put(prefix + ".weight", new long[] {out, in});
    shapes.put(prefix + ".bias", new long[] {out});
  }

  /**
   * Writes the published PyTorch file's tensors as safetensors.
   *
   * @throws UserError if names or shapes are not those of this network
   */
  public static void convert(Path published, Path safetensors) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (TensorFile file = TensorFile.open(published)) {
      check(published, file);
      for (String name : shapes().keySet()) {
        float[] values = file.get(name).toFloats();
        tensors.put(name, Tensor.of(values, file.shape(name)));
      }
    }
    SafetensorsWriter.write(safetensors, tensors, Map.of("format", "pt"));
  }

  private static void check(Path source, TensorFile file) {
    Map<String, long[]> shapes = shapes();
    List<String> wrong = new ArrayList<>();
    shapes.forEach(
        (name, shape) -> {
          if (!file.names().contains(name)) {
            wrong.add("no " + name);
          } else if (!Arrays.equals(file.shape(name), shape)) {
            wrong.add(
                name
                    + " of shape "
                    + Arrays.toString(file.shape(name))
                    + " instead of "
                    + Arrays.toString(shape));
          }
        });
    Set<String> others = new TreeSet<>(file.names());
    others.removeAll(shapes.keySet());
    others.removeIf(name -> name.endsWith(COUNTER));
    others.forEach(name -> wrong.add("besides " + UserError.printable(name)));
    if (!wrong.isEmpty()) {
      int shown = Math.min(4, wrong.size());
      throw new UserError(
          source.toString(),
          String.join(", ", wrong.subList(0, shown))
              + (wrong.size() > shown ? " and " + (wrong.size() - shown) + " more" : ""),
          "the " + shapes.size() + " tensors of EfficientAT's mn04_as",
          "Give the file that 'im2wav weights list' names");
    }
  }
}
