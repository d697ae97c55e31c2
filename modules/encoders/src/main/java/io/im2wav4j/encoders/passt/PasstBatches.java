package io.im2wav4j.encoders.passt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.encoders.layer.FloatRows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the network over clips of any lengths: those of as many columns share batches. */
final class PasstBatches {
  /** Numbers in a batch's attention maps: 128 MB, and as much again for their softmax. */
  private static final long MAP_ELEMENTS = 1L << 25;

  private final NDManager manager;
  private final PasstNetwork network;
  private final PasstConfig config;
  private final PasstFrontEnd frontEnd = new PasstFrontEnd();

  PasstBatches(NDManager manager, PasstNetwork network, PasstConfig config) {
    this.manager = manager;
    this.network = network;
    this.config = config;
  }

  /** What the network says of clips at the front end's rate. */
  PasstOutput run(List<float[]> clips) {
    PasstOutput out = new PasstOutput(new float[clips.size()][], new float[clips.size()][]);
    Map<Integer, List<Integer>> byColumns = new TreeMap<>();
    for (int i = 0; i < clips.size(); i++) {
      int frames = PasstFrontEnd.frames(clips.get(i).length);
      byColumns.computeIfAbsent(Math.max(1, config.columns(frames)), n -> new ArrayList<>()).add(i);
    }
    byColumns.forEach(
        (columns, items) -> {
          long tokens = config.tokens(columns);
          int batch = (int) Math.max(1, MAP_ELEMENTS / (config.heads() * tokens * tokens));
          for (int from = 0; from < items.size(); from += batch) {
            List<Integer> part = items.subList(from, Math.min(items.size(), from + batch));
            run(clips, part, config.frames(columns), out);
          }
        });
    return out;
  }

  private void run(List<float[]> clips, List<Integer> items, int frames, PasstOutput out) {
    int least = PasstFrontEnd.samples(frames);
    FloatBuffer values = FloatBuffer.allocate(items.size() * PasstFrontEnd.BANDS * frames);
    for (int i : items) {
      float[] clip = clips.get(i);
      for (float[] band : frontEnd.apply(clip.length < least ? Arrays.copyOf(clip, least) : clip)) {
        values.put(band, 0, frames); // beyond, there is no whole patch
      }
    }
    float[][] logits = new float[items.size()][];
    float[][] features = new float[items.size()][];
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Shape shape = new Shape(items.size(), 1, PasstFrontEnd.BANDS, frames);
      NDArray rows = network.features(manager.create(values.flip(), shape));
      FloatRows.copy(rows, features, 0);
      FloatRows.copy(network.logits(rows), logits, 0);
    }
    for (int i = 0; i < logits.length; i++) {
      out.logits()[items.get(i)] = logits[i];
      out.features()[items.get(i)] = features[i];
    }
  }
}
