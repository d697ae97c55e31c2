package io.im2wav4j.encoders.yamnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.encoders.onnx.TinyNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamnetClassifierTest {
  @TempDir Path weights;

  @Test
  void sigmoidOfLogits_isTheMeanScoreOfThePatches() throws IOException {
    try (YamnetClassifier yamnet = open()) {
      List<float[]> clips = List.of(noise(64_000, 1), noise(3_000, 2), new float[40_000]);
      float[][] scores = yamnet.scores(clips);
      float[][] logits = yamnet.logits(clips);
      for (int i = 0; i < scores.length; i++) {
        assertThat(scores[i]).hasSize(521);
        for (int j = 0; j < 521; j++) {
          double p = 1 / (1 + Math.exp(-logits[i][j]));
          assertThat(p).isCloseTo(scores[i][j], within(2e-7));
        }
      }
    }
  }

  @Test
  void aClipsResult_doesNotDependOnItsCompany() throws IOException {
    try (YamnetClassifier yamnet = open()) {
      List<float[]> clips = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        clips.add(noise(10_000 + 17_000 * i, i));
      }
      float[][] together = yamnet.embeddings(clips);
      List<float[][]> patches = yamnet.embed(clips);
      for (int i = 0; i < clips.size(); i++) {
        float[] alone = yamnet.embeddings(List.of(clips.get(i)))[0];
        assertThat(together[i]).hasSize(1024).containsExactly(alone, within(1e-4f));
        int expected = 1 + Math.max(0, (clips.get(i).length - 15_600 + 7_679) / 7_680);
        assertThat(patches.get(i)).hasNumberOfRows(expected);
      }
      assertThat(yamnet.embeddings(List.of())).isEmpty();
    }
  }

  @Test
  void classMapOfAnotherNetwork_isRefusedByItsNumberOfClasses(@TempDir Path folder)
      throws IOException {
    Path csv = folder.resolve("yamnet_class_map.csv");
    assertThatThrownBy(() -> YamnetClassifier.open(folder.resolve("yamnet.onnx")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("yamnet_class_map.csv: no such file");
    Files.writeString(csv, "index,mid,display_name\n0,/m/09x0r,Speech\n");
    assertThatThrownBy(() -> YamnetClassifier.open(folder.resolve("yamnet.onnx"), csv))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1 classes; expected")
        .hasMessageNotContaining("\n");
  }

  /** Of YAMNet's inputs and outputs, with made-up numbers and names. */
  private YamnetClassifier open() throws IOException {
    byte[] network =
        TinyNetwork.of(
            "logmel",
            new int[] {96, 64},
            new int[] {1},
            List.of(
                new TinyNetwork.Output("scores", 521, true),
                new TinyNetwork.Output("embedding", 1024, false)));
    StringBuilder classes = new StringBuilder("index,mid,display_name\n");
    for (int i = 0; i < 521; i++) {
      classes.append(i + ",/m/" + i + ",class " + i + "\n");
    }
    Files.writeString(weights.resolve("yamnet_class_map.csv"), classes);
    return YamnetClassifier.open(Files.write(weights.resolve("yamnet.onnx"), network));
  }

  private static float[] noise(int length, long seed) {
    Random random = new Random(seed);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = (float) (0.1 * random.nextGaussian());
    }
    return out;
  }
}
