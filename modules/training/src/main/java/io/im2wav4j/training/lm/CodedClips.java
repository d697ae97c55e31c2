package io.im2wav4j.training.lm;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** What is seen of {@code seen} during the window of {@code clip} that starts at a code. */
  ClipWindow window(int clip, int offset, int seen) {
    return clips
        .get(seen)
        .frames()
        .window(
            sampleRate,
            (long) length(clips.get(clip)) * config.hop(),
            (long) offset * config.hop(),
            config.windowSamples());
  }

  void codes(int clip, int offset, long[] into, int at) {
    int[] codes = codes(clips.get(clip));
    for (int i = 0; i < config.contextLength(); i++) {
      into[at + i] = codes[offset + i];
    }
  }

  void upperCodes(int clip, int offset, long[] into, int at) {
    int[] codes = clips.get(clip).low();
    for (int i = 0; i < config.upperContextLength(); i++) {
      into[at + i] = codes[offset / ratio + i];
    }
  }

  /** A hash of ids, codes and pictures. */
  String identity() {
    StringBuilder text = new StringBuilder();
    for (CodedClip clip : clips) {
      text.append(clip.id())
          .append(' ')
          .append(Arrays.hashCode(clip.low()))
          .append(' ')
          .append(Arrays.hashCode(clip.up()))
          .append(' ')
          .append(Arrays.deepHashCode(clip.frames().embeddings()))
          .append(clip.views().length == 0 ? "" : " " + Arrays.deepHashCode(clip.views()))
          .append('\n');
    }
    return Hashes.sha256(text.toString());
  }
}
