package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.golden.Golden;
import org.junit.jupiter.api.Test;

/** The reference's statistics of a data set. */
class BandwidthGoldenTest {

  @Test
  void statisticsOfStereoClipsAreTheReferences() {
    Golden golden = Golden.open("extended/bandwidth");
    Tensor clips = golden.tensor("input.clips");
    float[] samples = clips.toFloats();
    int length = (int) clips.shape()[1];
    int channels = (int) clips.shape()[2];
    Bandwidth.Estimator estimator = new Bandwidth.Estimator(GoldenVqVae.SINGLE);
    for (int n = 0; n < clips.shape()[0]; n++) {
      float[][] clip = new float[channels][length];
      for (int t = 0; t < length; t++) {
        for (int c = 0; c < channels; c++) {
          clip[c][t] = samples[(n * length + t) * channels + c];
        }
      }
      estimator.add(clip);
    }
    Bandwidth got = estimator.bandwidth();
    close(golden, "l2", got.l2());
    close(golden, "l1", got.l1());
    close(golden, "spec", got.spec());
  }

  private static void close(Golden golden, String name, double got) {
    double want = golden.tensor("expect." + name).toDoubles()[0];
    assertThat(got).as(name).isCloseTo(want, within(1e-9 + 1e-6 * Math.abs(want)));
  }
}
