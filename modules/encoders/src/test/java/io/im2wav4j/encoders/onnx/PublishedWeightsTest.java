package io.im2wav4j.encoders.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.yamnet.YamnetClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Published weights on real pictures and sounds, which may not be handed on: skipped without. */
class PublishedWeightsTest {
  private static final Path WEIGHTS =
      Path.of(System.getProperty("realWeights", "../shared/weights"));
  private static final Path DATA = Path.of(System.getProperty("realData", "../shared/data"));
  private static final Path IMAGES = DATA.resolve("imagehear");
  private static final Path SOUNDS = DATA.resolve("photosounds/sounds");

  @Test
  void mobileNetAndYamnet_knowRealPicturesAndSounds() throws IOException {
    assumeTrue(
        Files.exists(WEIGHTS.resolve("mobilenet_v2.onnx"))
            && Files.exists(WEIGHTS.resolve("yamnet.onnx")),
        "published weights absent: " + WEIGHTS);
    assumeTrue(Files.isDirectory(IMAGES) && Files.isDirectory(SOUNDS), "real data absent: " + DATA);
    nearestOtherImageHearPictureIsOfTheSameClassAtLeast95TimesOf100();
    for (String split : List.of("test", "train")) {
      rightGroupOfClassesIsBestForFourOfFiveRealAnimalSounds(split);
    }
  }

  private static void nearestOtherImageHearPictureIsOfTheSameClassAtLeast95TimesOf100()
      throws IOException {
    List<Path> files = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    JsonNode classes =
        new ObjectMapper().readTree(IMAGES.resolve("classes.json").toFile()).get("classes");
    for (Map.Entry<String, JsonNode> entry : classes.properties()) {
      for (JsonNode name : entry.getValue().get("images")) {
        files.add(IMAGES.resolve(name.asText()));
        labels.add(entry.getKey());
      }
    }
    float[][] vectors;
    try (ImageEncoder encoder =
        OnnxImageEncoder.open("mobilenet-v2.yaml", WEIGHTS.resolve("mobilenet_v2.onnx"))) {
      vectors = encoder.encode(files.parallelStream().map(PictureFile::read).toList());
    }
    int right = 0;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      int nearest = i == 0 ? 1 : 0;
      for (int j = 0; j < vectors.length; j++) {
        if (j != i && dot(vectors[i], vectors[j]) > dot(vectors[i], vectors[nearest])) {
          nearest = j;
        }
      }
      if (labels.get(i).equals(labels.get(nearest))) {
        right++;
      } else {
        wrong.add(labels.get(i) + " -> " + labels.get(nearest));
      }
    }
    assertThat((double) right / vectors.length)
        .as("right for %d of %d; wrong: %s", right, vectors.length, wrong)
        .isGreaterThanOrEqualTo(0.95);
  }

  private static void rightGroupOfClassesIsBestForFourOfFiveRealAnimalSounds(String split)
      throws IOException {
    Map<String, List<String>> groups = groups();
    int right = 0;
    int all = 0;
    Map<String, String> perClass = new LinkedHashMap<>();
    try (YamnetClassifier yamnet = YamnetClassifier.open(WEIGHTS.resolve("yamnet.onnx"))) {
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

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
