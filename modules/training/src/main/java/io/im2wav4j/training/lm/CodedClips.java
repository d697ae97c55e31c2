package io.im2wav4j.training.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.ContentHash;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.ImageConditioner;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The clips that a model can be trained on, and windows of them. */
final class CodedClips {
  private final LanguageModelConfig config;
  private final int sampleRate;
  private final boolean isUp;
  private final int ratio;
  private final List<CodedClip> clips = new ArrayList<>();

  CodedClips(LanguageModelConfig config, int sampleRate, List<CodedClip> all) {
    this.config = config;
    this.sampleRate = sampleRate;
    this.isUp = config.conditioner() != null;
    this.ratio = isUp ? config.conditioner().ratio() : 1;
    for (CodedClip clip : all) {
      check(clip);
      if (length(clip) >= config.contextLength()) {
        clips.add(clip);
      }
    }
  }

  private void check(CodedClip clip) {
    int width = clip.frames().embeddings()[0].length;
    if (width != config.image().embeddingWidth()) {
      throw misfit(
          clip,
          "image embeddings of width " + width,
          "width " + config.image().embeddingWidth(),
          "Set model.image.embeddingWidth=" + width + ", the width of the features' image encoder");
    }
    if (isUp && clip.up() == null) {
      throw misfit(clip, "no up codes", "codes of both levels", "Prepare the features again");
    }
    int largest = Arrays.stream(codes(clip)).max().orElse(0);
    if (largest >= config.codebookSize()) {
      throw misfit(
          clip,
          "code " + largest,
          "codes under " + config.codebookSize(),
          "Set model.codebookSize to the VQ-VAE's");
    }
  }

  private static UserError misfit(CodedClip clip, String given, String expected, String fix) {
    return new UserError("clip " + clip.id(), given, expected, fix);
  }

  private int[] codes(CodedClip clip) {
    return isUp ? clip.up() : clip.low();
  }

  /** Codes that both levels have, a multiple of the ratio. */
  private int length(CodedClip clip) {
    return isUp ? Math.min(clip.up().length / ratio, clip.low().length) * ratio : clip.low().length;
  }

  int count() {
    return clips.size();
  }

  /** Those that are long enough. */
  List<CodedClip> clips() {
    return clips;
  }

  /** A place for a window: a multiple of the codes that one upper code stands for. */
  int randomOffset(int clip, SplittableRandom random) {
    int places = (length(clips.get(clip)) - config.contextLength()) / ratio + 1;
    return random.nextInt(places) * ratio;
  }

  /** The frames of {@code pictured} during the window of {@code clip} that starts at a code. */
  ClipWindow window(int clip, int offset, int pictured) {
    return clips
        .get(pictured)
        .frames()
        .window(
            sampleRate,
            (long) length(clips.get(clip)) * config.hop(),
            (long) offset * config.hop(),
            config.windowSamples());
  }

  /** The arrays of a window of a clip, as {@link WindowBatchifier} takes them. */
  NDList example(
      NDManager manager, ImageConditioner conditioner, int clip, int offset, ClipWindow window) {
    return WindowBatchifier.list(
        new LanguageModelBatch(
            codes(manager, codes(clips.get(clip)), offset, config.contextLength()),
            conditioner.input(manager, List.of(window)),
            isUp
                ? codes(manager, clips.get(clip).low(), offset / ratio, config.upperContextLength())
                : null));
  }

  private static NDArray codes(NDManager manager, int[] codes, int from, int length) {
    long[] window = Arrays.stream(codes, from, from + length).asLongStream().toArray();
    return manager.create(window, new Shape(1, length));
  }

  /** Hashes of all that training reads of the clips, named after their split. */
  Map<String, String> hashes(String split) {
    ContentHash labels = new ContentHash();
    ContentHash codes = new ContentHash();
    ContentHash embeddings = new ContentHash();
    for (CodedClip clip : clips) {
      labels.add(clip.id()).add(clip.label());
      codes.add(clip.low()).add(clip.up());
      embeddings.add(clip.frames().embeddings()).add(clip.views());
      embeddings.add(Arrays.toString(clip.frames().seconds()));
    }
    return Map.of(
        split + " items and labels", labels.hex(),
        split + " codes", codes.hex(),
        split + " embeddings", embeddings.hex());
  }
}
