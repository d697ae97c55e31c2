package io.im2wav4j.training.lm;

import io.im2wav4j.core.error.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws the picture that a window is conditioned on in training, by the rules of {@link
 * TrainingPictures}.
 */
final class PictureSampler {
  private final List<CodedClip> clips;
  private final TrainingPictures rules;
  private final Map<String, List<CodedClip>> byLabel = new LinkedHashMap<>();

  /**
   * @throws UserError where views are wanted and a clip has none
   */
  PictureSampler(List<CodedClip> clips, TrainingPictures rules) {
    this.clips = clips;
    this.rules = rules;
    for (CodedClip clip : clips) {
      byLabel.computeIfAbsent(clip.label(), label -> new ArrayList<>()).add(clip);
      if (rules.views() && clip.views().length == 0) {
        throw new UserError(
            "clip " + clip.id(),
            "no views of its picture",
            "the features of 'im2wav data prepare --views N' of items with pictures",
            "Prepare the features so, or set pictures.views=false");
      }
    }
  }

  /**
   * An embedding for a window of a clip.
   *
   * @param shown the window's frames, of which one is taken where the clip's own picture is meant
   */
  float[] draw(int clip, float[][] shown, SplittableRandom random) {
    float[] picture = one(clip, shown, random);
    if (random.nextDouble() < rules.mix()) {
      picture = between(picture, one(clip, shown, random), random.nextDouble());
    }
    return rules.noise() == 0 ? picture : noisy(picture, random);
  }

  private float[] one(int clip, float[][] shown, SplittableRandom random) {
    CodedClip from = clips.get(clip);
    if (rules.ofClass()) {
      List<CodedClip> same = byLabel.get(from.label());
      from = same.get(random.nextInt(same.size()));
    }
    float[][] choice =
        rules.views() ? from.views() : rules.ofClass() ? from.frames().embeddings() : shown;
    return choice[random.nextInt(choice.length)];
  }

  /** (1 - u) a + u b with the norm of a: encoders give unit vectors, points between are shorter. */
  private static float[] between(float[] a, float[] b, double u) {
    float[] mean = new float[a.length];
    double was = 0;
    double is = 0;
    for (int i = 0; i < a.length; i++) {
      mean[i] = (float) ((1 - u) * a[i] + u * b[i]);
      was += (double) a[i] * a[i];
      is += (double) mean[i] * mean[i];
    }
    float factor = is == 0 ? 0 : (float) Math.sqrt(was / is);
    for (int i = 0; i < a.length; i++) {
      mean[i] *= factor;
    }
    return mean;
  }

  private float[] noisy(float[] picture, SplittableRandom random) {
    double deviation = rules.noise() / Math.sqrt(picture.length);
    float[] changed = new float[picture.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = (float) (picture[i] + deviation * random.nextGaussian());
    }
    return changed;
  }
}
