package io.im2wav4j.models;

import io.im2wav4j.models.codec.CodeLevel;
import java.util.List;
import java.util.Locale;

/** The models that are trained, in their order: each needs those before it. */
public enum ModelKind {
  /** Stands in for CLIP on the built-in data. */
  ENCODER("small CLIP-style pair (image tower, audio tower)"),
  /** Scores sounds of the built-in data. */
  CLASSIFIER("small classifier of sounds"),
  /** Sounds to codes and back. */
  VQVAE("VQ-VAE, two levels"),
  /** Pictures to low codes. */
  LOW("language model over low codes (Low)"),
  /** Low codes to up codes. */
  UP("language model over up codes (Up)");

  /** The language models, in the order in which they generate. */
  public static final List<ModelKind> LANGUAGE_MODELS = List.of(LOW, UP);

  /** What an Im2Wav is made of; the reference has a checkpoint for each. */
  public static final List<ModelKind> IM2WAV = List.of(VQVAE, LOW, UP);

  private final String description;

  ModelKind(String description) {
    this.description = description;
  }

  /** The language model over the codes of a level. */
  public static ModelKind of(CodeLevel level) {
    return level == CodeLevel.UP ? UP : LOW;
  }

  /** In words, for a report. */
  public String description() {
    return description;
  }

  /** The name of its run folder, its stage and its command: "vqvae". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
