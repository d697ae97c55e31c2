package io.im2wav4j.training.lm;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Record;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.ImageConditioner;
import io.im2wav4j.training.BatchOrder;
import io.im2wav4j.training.TrainingConfig;
import io.im2wav4j.training.TrainingDataset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A random window of each clip, with its frames or one picture in place of them. */
final class CodeWindows extends TrainingDataset {
  private final CodedClips clips;
  private final int[] chosen;
  private final ImageConditioner conditioner;
  private final PictureSampler pictures;
  private final double stillShare;

  /**
   * Windows of the clips that {@code run} chooses; pictures may be those of all clips.
   *
   * @param conditioner of the model
   */
  CodeWindows(CodedClips clips, ImageConditioner conditioner, LanguageModelRun run) {
    this(clips, chosen(clips.clips(), run.clipsPerLabel()), conditioner, run);
  }

  private CodeWindows(
      CodedClips clips, int[] chosen, ImageConditioner conditioner, LanguageModelRun run) {
    super(order(clips, chosen, run), "window", new WindowBatchifier());
    this.clips = clips;
    this.chosen = chosen;
    this.conditioner = conditioner;
    this.pictures =
        new PictureSampler(
            clips.clips(), run.pictures() == null ? TrainingPictures.OWN : run.pictures());
    this.stillShare = run.stillShare();
  }

  private static BatchOrder order(CodedClips clips, int[] chosen, LanguageModelRun run) {
    TrainingConfig training = run.training();
    return run.balanced()
        ? BatchOrder.balanced(
            Arrays.stream(chosen).mapToObj(i -> clips.clips().get(i).label()).toList(),
            training.batchSize(),
            training.seed())
        : new BatchOrder(chosen.length, training.batchSize(), training.seed());
  }

  /** Numbers of the first {@code perLabel} clips of each label, of all where it is 0. */
  static int[] chosen(List<CodedClip> clips, int perLabel) {
    Map<String, Integer> count = new HashMap<>();
    return IntStream.range(0, clips.size())
        .filter(
            i -> perLabel == 0 || count.merge(clips.get(i).label(), 1, Integer::sum) <= perLabel)
        .toArray();
  }

  @Override
  protected Record example(NDManager manager, int item, SplittableRandom random) {
    int clip = chosen[item];
    int offset = clips.randomOffset(clip, random);
    ClipWindow window = clips.window(clip, offset, clip);
    if (random.nextDouble() < stillShare) {
      window = window.withPicture(pictures.draw(clip, window.frames(), random));
    }
    return new Record(clips.example(manager, conditioner, clip, offset, window), new NDList());
  }
}
