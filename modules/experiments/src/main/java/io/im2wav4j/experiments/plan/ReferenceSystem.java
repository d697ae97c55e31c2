package io.im2wav4j.experiments.plan;

/** Systems that bound a variant's numbers from above or below. */
public enum ReferenceSystem {
  /** The true sounds of the test split: what a perfect system would score. */
  TRUE_SOUNDS("true sounds"),
  /** The true sounds through the VQ-VAE's codes and back: the best that its codes allow. */
  RECONSTRUCTED("reconstructed"),
  /**
   * The baseline with its sounds assigned to other pictures: what it scores if the picture is
   * ignored.
   */
  SHUFFLED("pictures shuffled"),
  /** The baseline's models without the condition: guidance 0. */
  UNCONDITIONED("no condition"),
  /** For each picture the sound of the training picture that is nearest to it. */
  NEAREST_SOUND("nearest training sound");

  private final String title;

  ReferenceSystem(String title) {
    this.title = title;
  }

  /** Its name in tables. */
  public String title() {
    return title;
  }
}
