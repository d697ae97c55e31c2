package io.im2wav4j.encoders.audioset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
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
  void everyClassThatOurTablesName_isThere() {
    List<String> named = new ArrayList<>();
    for (Path table :
        List.of(
            Path.of(System.getProperty("root"), "datasets/photosounds/classes.json"),
            Path.of(System.getProperty("realData"), "imagehear/classes.json"))) {
      if (!Files.exists(table)) {
        continue; // the second comes with the pictures of ImageHear
      }
      JsonNode json = Json.read(table, JsonNode.class);
      json.path("classes").forEach(c -> c.path("audioset").forEach(n -> named.add(n.asText())));
      json.path("tooGeneralAudioSetClasses").forEach(n -> named.add(n.asText()));
    }
    assertThat(named).isNotEmpty().isSubsetOf(AudioSetLabels.all());
  }

  @Test
  void namesLessSix_areYamnetsInYamnetsOrder() throws Exception {
    List<String> common = new ArrayList<>(AudioSetLabels.all());
    common.removeAll(
        List.of(
            "Male speech, man speaking",
            "Female speech, woman speaking",
            "Battle cry",
            "Male singing",
            "Female singing",
            "Funny music"));
    assertThat(common).hasSize(521);
    // Of the names in YAMNet's published class map, a line each.
    byte[] sha256 =
        MessageDigest.getInstance("SHA-256")
            .digest(String.join("\n", common).getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(sha256))
        .isEqualTo("16407690f6cf6da15545f245863b6a7059ef931f803a0834b8a7205bb01ccfa2");
  }
}
