package io.im2wav4j.encoders.yamnet;

import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.onnx.OnnxNetwork;
import io.im2wav4j.encoders.onnx.OnnxPort;
import io.im2wav4j.encoders.onnx.OnnxSignature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * YAMNet with its published weights. A clip's score of a class is the mean of its patches' scores,
 * which are sigmoids: several classes can be present at once.
 */
public final class YamnetClassifier implements AudioClassifier {
  private static final int CLASSES = 521;
  private static final int WIDTH = 1024;
  private static final int BATCH = 32;
  private static final double LEAST_SCORE = 1e-7;

  private static final String INPUT = "logmel";
  private static final String SCORES = "scores";
  private static final String EMBEDDING = "embedding";
  private static final OnnxSignature SIGNATURE =
      new OnnxSignature(
          List.of(OnnxPort.batched(INPUT, YamnetFrontEnd.FRAMES, YamnetFrontEnd.BANDS)),
          List.of(OnnxPort.batched(SCORES, CLASSES), OnnxPort.batched(EMBEDDING, WIDTH)));

  private final YamnetFrontEnd frontEnd = new YamnetFrontEnd();
  private final OnnxNetwork network;
  private final List<String> labels;
  private final String sha256;

  private YamnetClassifier(Path onnx, List<String> labels) {
    this.labels = labels;
    this.network = OnnxNetwork.open(onnx, SIGNATURE);
    this.sha256 = Hashes.sha256(onnx);
  }

  /** Opens the network; the published {@code yamnet_class_map.csv} must lie beside it. */
  public static YamnetClassifier open(Path onnx) {
    return open(onnx, onnx.resolveSibling(YamnetClassMap.FILE));
  }

  /**
   * Opens the network.
   *
   * @param onnx input logmel [N, 96, 64], outputs scores [N, 521] and embedding [N, 1024]
   * @param classMap the published table of classes: index, mid, display_name
   */
  public static YamnetClassifier open(Path onnx, Path classMap) {
    return new YamnetClassifier(onnx, YamnetClassMap.read(classMap, CLASSES));
  }

  @Override
  public String name() {
    return "YAMNet";
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public int sampleRate() {
    return YamnetFrontEnd.SAMPLE_RATE;
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  /** Scores of each clip, [clips][521], from 0 to 1. */
  public float[][] scores(List<float[]> clips) {
    return means(patchwise(clips, SCORES, CLASSES));
  }

  /**
   * The logit of each {@linkplain #scores score}, so that its sigmoid is the score again. Scores
   * are kept 1e-7 away from 0 and 1 for that.
   */
  @Override
  public float[][] logits(List<float[]> clips) {
    float[][] rows = scores(clips);
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        double p = Math.max(LEAST_SCORE, Math.min(1 - LEAST_SCORE, row[i]));
        row[i] = (float) Math.log(p / (1 - p));
      }
    }
    return rows;
  }

  /** The mean over each clip's patches, [clips][1024]. */
  @Override
  public float[][] embeddings(List<float[]> clips) {
    return means(embed(clips));
  }

  /** The embedding of every patch, for each clip [patches][1024]. */
  @Override
  public List<float[][]> embed(List<float[]> clips) {
    return patchwise(clips, EMBEDDING, WIDTH);
  }

  /** Patches of several clips share a batch. */
  private List<float[][]> patchwise(List<float[]> clips, String output, int width) {
    List<float[][]> out = new ArrayList<>();
    List<float[]> waiting = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    int[] counts = new int[clips.size()];
    for (int i = 0; i < counts.length; i++) {
      List<float[]> patches = frontEnd.patches(clips.get(i));
      counts[i] = patches.size();
      waiting.addAll(patches);
      int whole = i == counts.length - 1 ? waiting.size() : waiting.size() / BATCH * BATCH;
      for (int from = 0; from < whole; from += BATCH) {
        rows.addAll(run(waiting.subList(from, Math.min(whole, from + BATCH)), output, width));
      }
      waiting.subList(0, whole).clear();
    }
    int next = 0;
    for (int count : counts) {
      out.add(rows.subList(next, next + count).toArray(new float[0][]));
      next += count;
    }
    return out;
  }

  private List<float[]> run(List<float[]> patches, String output, int width) {
    int size = YamnetFrontEnd.FRAMES * YamnetFrontEnd.BANDS;
    float[] input = new float[patches.size() * size];
    for (int i = 0; i < patches.size(); i++) {
      System.arraycopy(patches.get(i), 0, input, i * size, size);
    }
    float[] values = network.run(patches.size(), Map.of(INPUT, input)).get(output);
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < values.length; from += width) {
      rows.add(Arrays.copyOfRange(values, from, from + width));
    }
    return rows;
  }

  private static float[][] means(List<float[][]> clips) {
    float[][] means = new float[clips.size()][];
    for (int i = 0; i < means.length; i++) {
      float[][] rows = clips.get(i);
      means[i] = new float[rows[0].length];
      for (int j = 0; j < means[i].length; j++) {
        double sum = 0;
        for (float[] row : rows) {
          sum += row[j];
        }
        means[i][j] = (float) (sum / rows.length);
      }
    }
    return means;
  }

  @Override
  public void close() {
    network.close();
  }
}
