package io.im2wav4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.golden.GoldenSuite;
import org.junit.jupiter.api.Test;

/** The reference's mix of a clip's channels, without its augmentation. */
class MonoMixGoldenTest {

  @Test
  void stereo_isMixedAsTheReferenceDoes() {
    GoldenSuite golden = GoldenSuite.open("extended/audio_preprocess");
    long[] shape = golden.tensor("input.x").shape(); // [clips, samples, channels]
    float[] sound = golden.tensor("input.x").toFloats();
    int samples = (int) shape[1];
    float[] mixed = new float[(int) shape[0] * samples];
    boolean different = false;
    for (int n = 0; n < shape[0]; n++) {
      float[][] channels = new float[(int) shape[2]][samples];
      for (int t = 0; t < samples; t++) {
        for (int c = 0; c < channels.length; c++) {
          channels[c][t] = sound[(n * samples + t) * channels.length + c];
        }
        different |= channels[0][t] != channels[channels.length - 1][t];
      }
      // The rate does not matter to the mix.
      float[] mono = new AudioClip(channels, 16_000).toMono();
      System.arraycopy(mono, 0, mixed, n * samples, samples);
    }
    assertThat(different).as("the channels differ somewhere").isTrue();
    golden.assertClose(
        mixed,
        "expect.mono",
        golden.tolerance("default", "atol"),
        golden.tolerance("default", "rtol"));
  }
}
