package io.im2wav4j.training.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.translate.Batchifier;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModelBatch;
import java.util.Arrays;

/**
 * Batches of windows, each the arrays of a {@link LanguageModelBatch} of one item by their names.
 * Windows differ in their number of frames, so these follow each other instead of being stacked.
 */
final class WindowBatchifier implements Batchifier {
  private static final long serialVersionUID = 1;

  /** The arrays of a batch by their names; those that the model does not take are left out. */
  static NDList list(LanguageModelBatch batch) {
    NDList list = new NDList();
    add(list, "codes", batch.codes());
    add(list, "upperCodes", batch.upperCodes());
    ImageInput image = batch.image();
    add(list, "mean", image.mean());
    add(list, "frames", image.frames());
    add(list, "frameOfCode", image.frameOfCode());
    add(list, "totalLength", image.totalLength());
    add(list, "absolutePosition", image.absolutePosition());
    add(list, "relativePosition", image.relativePosition());
    return list;
  }

  private static void add(NDList list, String name, NDArray array) {
    if (array != null) {
      array.setName(name);
      list.add(array);
    }
  }

  /** The batch of these arrays. */
  static LanguageModelBatch batch(NDList list) {
    return new LanguageModelBatch(
        list.get("codes"),
        new ImageInput(
            list.get("mean"),
            list.get("frames"),
            list.get("frameOfCode"),
            list.get("totalLength"),
            list.get("absolutePosition"),
            list.get("relativePosition"),
            null,
            null,
            null),
        list.get("upperCodes"));
  }

  @Override
  public NDList batchify(NDList[] windows) {
    long frames = 0;
    for (NDList window : windows) {
      if (window.get("frames") != null) {
        window.get("frameOfCode").addi(frames);
        frames += window.get("frames").getShape().get(0);
      }
    }
    NDList batch = new NDList();
    for (NDArray first : windows[0]) {
      String name = first.getName();
      NDArray[] all = Arrays.stream(windows).map(w -> w.get(name)).toArray(NDArray[]::new);
      add(batch, name, NDArrays.concat(new NDList(all), 0));
    }
    return batch;
  }

  @Override
  public NDList[] unbatchify(NDList inputs) {
    throw new UnsupportedOperationException("training takes batches whole");
  }
}
