package io.im2wav4j.training.encoder;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Record;
import ai.djl.translate.Batchifier;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.ContentHash;
import io.im2wav4j.encoders.small.ImageAugmentation;
import io.im2wav4j.encoders.small.LogMel;
import io.im2wav4j.encoders.small.SoundAugmentation;
import io.im2wav4j.training.BatchOrder;
import io.im2wav4j.training.TrainingConfig;
import io.im2wav4j.training.TrainingDataset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Examples, augmented anew each time. Data: a log-mel [1, bands, columns] and, where they have
 * pictures, one of these [3, size, size]; label: the number of its label.
 */
final class AugmentedExamples extends TrainingDataset {
  private final List<Example> examples;
  private final List<String> labels;
  private final SoundAugmentation augmentation;
  private final int columns;
  private final int imageSize;

  /**
   * @param labels of all examples
   * @param columns of the log-mels
   * @param imageSize of the pictures; 0: sounds only
   */
  AugmentedExamples(
      List<Example> examples,
      List<String> labels,
      SoundAugmentation augmentation,
      int columns,
      int imageSize,
      TrainingConfig training) {
    super(
        new BatchOrder(examples.size(), training.batchSize(), training.seed()),
        "augment",
        Batchifier.STACK);
    this.examples = examples;
    this.labels = labels;
    this.augmentation = augmentation;
    this.columns = columns;
    this.imageSize = imageSize;
  }

  @Override
  protected Record example(NDManager manager, int item, SplittableRandom random) {
    Example example = examples.get(item);
    float[] picture = imageSize == 0 ? null : picture(example.pictures(), random);
    LogMel sound = augmentation.apply(example.sound(), columns, random);
    NDList data =
        new NDList(manager.create(sound.values(), new Shape(1, sound.bands(), sound.frames())));
    if (picture != null) {
      data.add(manager.create(picture, new Shape(3, imageSize, imageSize)));
    }
    long label = labels.indexOf(example.label());
    return new Record(data, new NDList(manager.create(label)));
  }

  private float[] picture(List<float[]> pictures, SplittableRandom random) {
    float[] planes = pictures.get(random.nextInt(pictures.size()));
    return ImageAugmentation.standard().apply(planes, imageSize, random);
  }

  /** The examples' labels in alphabetical order. */
  static List<String> labels(List<Example> examples) {
    return examples.stream().map(Example::label).distinct().sorted().toList();
  }

  /** Hashes of all that is read of examples, named after their split. */
  static Map<String, String> hashes(String split, List<Example> examples) {
    ContentHash labels = new ContentHash();
    ContentHash pictures = new ContentHash();
    ContentHash sounds = new ContentHash();
    for (Example example : examples) {
      labels.add(example.id()).add(example.label());
      pictures.add(example.pictures().toArray(float[][]::new));
      sounds.add(example.sound().values());
    }
    return Map.of(
        split + " items and labels", labels.hex(),
        split + " pictures", pictures.hex(),
        split + " sounds", sounds.hex());
  }

  static void requireAtLeast(int least, List<Example> examples) {
    if (examples.size() < least) {
      throw new UserError(
          "training examples",
          examples.size() + " examples that can be read",
          "at least " + least,
          "Look at the data set with 'im2wav data scan'");
    }
  }
}
