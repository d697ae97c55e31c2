package io.im2wav4j.report;

import java.util.List;

/**
 * Numbers that others published, quoted for comparison. None was measured by this program; what is
 * not known of how they were measured stands in docs/protocol.md.
 *
 * @param system whose
 * @param data what it was measured on
 * @param fad Frechet audio distance, or empty
 * @param kl divergence, or empty
 * @param clipScore x 100
 * @param accuracy in percent
 */
public record PublishedResult(
    String system, String data, String fad, String kl, String clipScore, String accuracy) {

  /** Where they stand. */
  public static final String SOURCE = "Sheffer and Adi, ICASSP 2023, arXiv 2211.03089";

  /** Im2Wav and those it was compared with. */
  public static List<PublishedResult> all() {
    return List.of(
        new PublishedResult("Im2Wav", "VGGSound test", "6.41", "2.54", "7.19", "35.77"),
        new PublishedResult(
            "SpecVQGAN (212 features)", "VGGSound test", "6.64", "3.10", "4.62", "14.44"),
        new PublishedResult("true sounds", "VGGSound test", "", "", "7.61", "56.93"),
        new PublishedResult("Im2Wav", "ImageHear", "", "", "9.53", "49.14"));
  }
}
