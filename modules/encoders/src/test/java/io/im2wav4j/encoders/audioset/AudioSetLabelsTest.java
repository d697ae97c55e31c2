package io.im2wav4j.encoders.audioset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioSetLabelsTest {
  @Test
  void order_isThatOfThePublishedList() {
    List<String> labels = AudioSetLabels.all();
    assertThat(labels).hasSize(527).doesNotHaveDuplicates();
    assertThat(labels.get(0)).isEqualTo("Speech");
    assertThat(labels.get(12)).isEqualTo("Battle cry");
    assertThat(labels.get(74)).isEqualTo("Dog");
    assertThat(labels.get(137)).isEqualTo("Music");
    assertThat(labels.get(277)).isEqualTo("Funny music");
    assertThat(labels.get(427)).isEqualTo("Gunshot, gunfire");
    assertThat(labels.get(500)).isEqualTo("Silence");
    assertThat(labels.get(526)).isEqualTo("Field recording");
  }

  @Test
  void everyClassThatImageHearsTableNames_isThere() {
    Path table = Path.of(System.getProperty("realData"), "imagehear", "classes.json");
    assumeTrue(Files.exists(table), "data imagehear/classes.json absent");
    JsonNode json = Json.read(table, JsonNode.class);
    List<String> named = new ArrayList<>();
    json.path("classes").forEach(c -> c.path("audioset").forEach(n -> named.add(n.asText())));
    json.path("tooGeneralAudioSetClasses").forEach(n -> named.add(n.asText()));
    assertThat(named).isNotEmpty().isSubsetOf(AudioSetLabels.all());
  }

  @Test
  void namesLessSix_areYamnetsInYamnetsOrder() throws Exception {
    Path map = Path.of(System.getProperty("realWeights"), "yamnet_class_map.csv");
    assumeTrue(Files.exists(map), "yamnet_class_map.csv absent");
    List<String> yamnet = new ArrayList<>();
    for (String line : Files.readAllLines(map)) {
      String name = line.split(",", 3)[2];
      yamnet.add(name.startsWith("\"") ? name.substring(1, name.length() - 1) : name);
    }
    yamnet.remove(0); // the header
    List<String> common = new ArrayList<>(AudioSetLabels.all());
    common.removeAll(
        List.of(
            "Male speech, man speaking",
            "Female speech, woman speaking",
            "Battle cry",
            "Male singing",
            "Female singing",
            "Funny music"));
    assertThat(common).isEqualTo(yamnet);
  }
}
