package io.im2wav4j.encoders.yamnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamnetClassifierTest {
  private static final Path WEIGHTS =
      Path.of(System.getProperty("realWeights", "../shared/weights")).resolve("yamnet.onnx");
  private static final Path SOUNDS =
      Path.of(System.getProperty("realData", "../shared/data")).resolve("photosounds/sounds");

  @ParameterizedTest
  @ValueSource(strings = {"test", "train"})
  void rightGroupOfClasses_isBestForFourOfFiveRealAnimalSounds(String split) throws IOException {
    assumeTrue(Files.exists(WEIGHTS), "weights yamnet.onnx absent");
    assumeTrue(Files.isDirectory(SOUNDS.resolve(split)), "data photosounds absent");
    Map<String, List<String>> groups = groups();
    int right = 0;
    int all = 0;
    Map<String, String> perClass = new LinkedHashMap<>();
    try (YamnetClassifier yamnet = YamnetClassifier.open(WEIGHTS)) {
      for (String label : groups.keySet()) {
        List<float[]> clips =
            files(SOUNDS.resolve(split).resolve(label)).parallelStream()
                .map(file -> MediaFile.audio(file).toMono())
                .toList();
        int mine = 0;
        for (float[] scores : yamnet.scores(clips)) {
          mine += best(groups, yamnet.labels(), scores).equals(label) ? 1 : 0;
        }
        perClass.put(label, mine + "/" + clips.size());
        right += mine;
        all += clips.size();
      }
    }
    assertThat((double) right / all)
        .as("%s: right group for %d of %d sounds, %s", split, right, all, perClass)
        .isGreaterThanOrEqualTo(0.8);
  }

  @Test
  void sigmoidOfLogits_isTheMeanScoreOfThePatches() {
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
  void aClipsResult_doesNotDependOnItsCompany() {
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

  private static YamnetClassifier open() {
    assumeTrue(Files.exists(WEIGHTS), "weights yamnet.onnx absent");
    return YamnetClassifier.open(WEIGHTS);
  }

  private static String best(Map<String, List<String>> groups, List<String> labels, float[] score) {
    String best = "";
    double highest = -1;
    for (Map.Entry<String, List<String>> group : groups.entrySet()) {
      for (String name : group.getValue()) {
        int index = labels.indexOf(name);
        assertThat(index).as("class '%s' of classes.json is YAMNet's", name).isNotNegative();
        if (score[index] > highest) {
          highest = score[index];
          best = group.getKey();
        }
      }
    }
    return best;
  }

  private static Map<String, List<String>> groups() throws IOException {
    Path file =
        Path.of(System.getProperty("root", "../..")).resolve("datasets/photosounds/classes.json");
    Map<String, List<String>> groups = new LinkedHashMap<>();
    JsonNode classes = new ObjectMapper().readTree(file.toFile()).get("classes");
    classes
        .properties()
        .forEach(
            entry -> {
              List<String> names = new ArrayList<>();
              entry.getValue().get("audioset").forEach(name -> names.add(name.asText()));
              groups.put(entry.getKey(), names);
            });
    return groups;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
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
