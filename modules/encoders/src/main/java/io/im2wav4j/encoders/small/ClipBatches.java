package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.im2wav4j.encoders.layer.FloatRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Runs a network over clips of any lengths: those of one length share batches. A batch that is not
 * full is filled up, because the engine computes batches of other sizes in other orders: so a clip
 * has the same bits beside any others.
 */
final class ClipBatches {
  private static final int BATCH = 16;

  /** The backbone halves time three times; a click alone still fills one column. */
  private static final int LEAST_FRAMES = 16;

  private ClipBatches() {}

  /**
   * @param network [N, 1, bands, T] to [N, width]
   * @return a row for each clip
   */
  static float[][] run(
      NDManager manager,
      SmallLogMel frontEnd,
      List<float[]> clips,
      UnaryOperator<NDArray> network) {
    float[][] out = new float[clips.size()][];
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int i = 0; i < clips.size(); i++) {
      byLength.computeIfAbsent(clips.get(i).length, n -> new ArrayList<>()).add(i);
    }
    for (List<Integer> same : byLength.values()) {
      for (int from = 0; from < same.size(); from += BATCH) {
        List<Integer> items = same.subList(from, Math.min(same.size(), from + BATCH));
        List<LogMel> mels = new ArrayList<>();
        items.forEach(i -> mels.add(padded(frontEnd.of(clips.get(i)))));
        while (mels.size() < BATCH) {
          mels.add(mels.get(0));
        }
        float[][] rows = new float[BATCH][];
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          FloatRows.copy(network.apply(SmallBatches.logMels(manager, mels)), rows, 0);
        }
        for (int i = 0; i < items.size(); i++) {
          out[items.get(i)] = rows[i];
        }
      }
    }
    return out;
  }

  private static LogMel padded(LogMel mel) {
    return mel.frames() >= LEAST_FRAMES ? mel : mel.window(0, LEAST_FRAMES);
  }
}
