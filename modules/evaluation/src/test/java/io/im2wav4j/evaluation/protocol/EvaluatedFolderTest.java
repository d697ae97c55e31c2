package io.im2wav4j.evaluation.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.SystemResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Folders of sounds as they are found. */
class EvaluatedFolderTest extends EvaluationTrial {
  @Test
  void severalSoundsOfAnItem_countAsOneItem() throws IOException {
    List<EvaluationItem> items = items(2);
    write("item_0.wav", 0.2, 1);
    // item_1 is loud: one right, three wrong.
    write("item_1_0.wav", 0.8, 1);
    write("item_1_1.wav", 0.2, 1);
    write("item_1_2.wav", 0.2, 1);
    write("item_1_3.wav", 0.2, 1);
    EvaluationResult result = evaluate(items, 1, 16, fromFolder(items));
    SystemResult system = result.systems().get(0);
    assertThat(value(system, ACCURACY)).isCloseTo((100 + 25) / 2.0, within(1e-9));
    assertThat(system.metric(ACCURACY).orElseThrow().count()).isEqualTo(5);
    assertThat(system.items()).hasSize(5);
    assertThat(system.items().get(2).generated()).isEqualTo("item_1_1.wav");
    assertThat(system.items().get(2).sample()).isEqualTo(1);
    assertThat(system.items().get(2).predictedLabel()).isEqualTo("quiet");
    assertThat(result.protocol().samplesPerItem()).isEqualTo(4);
    assertThat(result.warnings())
        .anyMatch(w -> w.contains("different numbers of sounds"))
        .anyMatch(w -> w.contains("only 2 items"));
  }

  @Test
  void idThatEndsInANumber_isNotTakenForASampleOfAnother() throws IOException {
    List<EvaluationItem> items = List.of(Tones.item("a", 0.2f), Tones.item("a_1", 0.8f));
    write("a.wav", 0.2, 1);
    write("a_1.wav", 0.8, 1);
    EvaluatedSystem system = fromFolder(items);
    assertThat(system.sounds().get("a")).hasSize(1);
    assertThat(system.sounds().get("a_1")).hasSize(1);
  }

  private static List<EvaluationItem> itemAndItem1() {
    return List.of(Tones.item("item", 0.2f), Tones.item("item_1", 0.8f));
  }

  private static List<String> files(EvaluatedSystem system, String id) {
    return system.sounds().get(id).stream().map(EvaluatedSystem.Sound::file).toList();
  }

  private void recipe(String name, String id, int sample) throws IOException {
    Json.write(folder.resolve(name), Map.of("id", id, "sample", sample));
  }

  @Test
  void twoSoundsEachOfItemsWhoseIdsDifferByANumber_doNotMix() throws IOException {
    for (String name : List.of("item_0", "item_1", "item_1_0", "item_1_1")) {
      write(name + ".wav", 0.2, 1);
    }
    EvaluatedSystem system = fromFolder(itemAndItem1());
    assertThat(files(system, "item")).containsExactly("item_0.wav", "item_1.wav");
    assertThat(files(system, "item_1")).containsExactly("item_1_0.wav", "item_1_1.wav");
  }

  @Test
  void nameThatMayBeOfTwoItems_isRefusedNamingBoth_unlessARecipeSaysWhich() throws IOException {
    write("item_0.wav", 0.2, 1);
    write("item_1.wav", 0.8, 1);
    assertThatThrownBy(() -> fromFolder(itemAndItem1()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the sound of item 'item_1' or number 1 of item 'item'")
        .hasMessageContaining("item_1_0.wav");
    recipe("item_1.json", "item_1", 0);
    EvaluatedSystem system = fromFolder(itemAndItem1());
    assertThat(files(system, "item")).containsExactly("item_0.wav");
    assertThat(files(system, "item_1")).containsExactly("item_1.wav");
    recipe("item_1.json", "item", 1);
    assertThatThrownBy(() -> fromFolder(itemAndItem1()))
        .hasMessageContaining("no sound for 1 of 2 items: item_1.wav");
    assertThatThrownBy(() -> fromFolder(List.of(Tones.item("item_1", 0.8f))))
        .hasMessageContaining("no sound for 1 of 1 items");
  }

  @Test
  void recipeOfAFileThatWasRenamed_saysNothing() throws IOException {
    write("item.wav", 0.2, 1);
    recipe("item.json", "picture", 0);
    assertThat(files(fromFolder(List.of(Tones.item("item", 0.2f))), "item")).hasSize(1);
  }

  @Test
  void oneSoundBesideNumberedOnesOfAnItem_isRefused() throws IOException {
    List<EvaluationItem> items = List.of(Tones.item("item", 0.2f));
    write("item.wav", 0.2, 1);
    write("item_0.wav", 0.2, 1);
    assertThatThrownBy(() -> fromFolder(items))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("both item.wav and item_0.wav");
    Files.delete(folder.resolve("item.wav"));
    write("item_00.wav", 0.2, 1);
    assertThatThrownBy(() -> fromFolder(items))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("item_0.wav and item_00.wav are the same sound of item");
  }

  @Test
  void lengths_areMadeEqualAndCounted() throws IOException {
    List<EvaluationItem> items = items(3);
    write("item_0.wav", 0.2, 0.5);
    write("item_1.wav", 0.8, 2);
    write("item_2.wav", 0, 1);
    EvaluationResult result = evaluate(items, 1, 2, fromFolder(items));
    assertThat(result.warnings())
        .contains(
            "made: 1 of 3 sounds were cut to 1.0 s",
            "made: 1 of 3 sounds were shorter than 1.0 s and padded with silence",
            "made: 1 of 3 sounds are silent");
  }

  @Test
  void missingSounds_areAllListed() throws IOException {
    List<EvaluationItem> items = items(4);
    write("item_0.wav", 0.2, 1);
    write("item_2.wav", 0.2, 1);
    assertThatThrownBy(() -> fromFolder(items))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no sound for 2 of 4 items: item_1.wav, item_3.wav");
    assertThatThrownBy(
            () ->
                EvaluatedSystem.fromFolder(
                    "made", "", folder.resolve("absent"), folder, items, Tones.ACCESS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no such folder");
  }

  @Test
  void picturesThatCannotBeRead_areAllListed() throws IOException {
    List<EvaluationItem> items = new ArrayList<>();
    for (EvaluationItem item : items(4)) {
      write(item.id() + ".wav", 0.2, 1);
      FrameSource frames = item.frames();
      if (item.id().endsWith("1")) {
        frames = next -> MediaFile.frames(folder.resolve("gone.mp4"), 0, 1, 1);
      } else if (item.id().endsWith("3")) {
        frames =
            next -> {
              throw new OutOfMemoryError("Java heap space");
            };
      }
      items.add(
          new EvaluationItem(
              item.id(), item.label(), item.image(), item.reference(), frames, item.sound()));
    }
    EvaluatedSystem system = fromFolder(items);
    assertThatThrownBy(() -> evaluate(items, 1, 1, system))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("2 items cannot be used: item_1 (")
        .hasMessageContaining("gone.mp4: no such file")
        .hasMessageContaining("item_3 (item_3: takes more memory than there is");
  }

  @Test
  void brokenSounds_areAllListed() throws IOException {
    List<EvaluationItem> items = items(4);
    write("item_0.wav", 0.2, 1);
    Files.writeString(folder.resolve("item_1.wav"), "not a tone");
    write("item_2.wav", Double.NaN, 1);
    write("item_3.wav", 0.2, 0);
    EvaluatedSystem system = fromFolder(items);
    assertThatThrownBy(() -> evaluate(items, 1, 1, system))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("3 of 4 sounds cannot be used")
        .hasMessageContaining("item_1.wav")
        .hasMessageContaining("item_2.wav (a sample is NaN)")
        .hasMessageContaining("item_3.wav (no samples)");
  }

  @Test
  void soundsOfNoItem_areLeftOutAndNamed() throws IOException {
    List<EvaluationItem> items = items(1);
    write("item_0.wav", 0.2, 1);
    write("stranger.wav", 0.2, 1);
    assertThat(fromFolder(items).warnings())
        .containsExactly("made: 1 sounds belong to no item, left out: stranger.wav");
  }

  @Test
  void severalSoundsOfAnItem_areComparedWithEachOther() throws IOException {
    List<EvaluationItem> items = items(2);
    write("item_0_0.wav", 0.2, 1);
    write("item_0_1.wav", 0.2, 1);
    write("item_1_0.wav", 0.8, 1);
    write("item_1_1.wav", 0.3, 1);
    SystemResult system = evaluate(items, 1, 16, fromFolder(items)).systems().get(0);
    String name = "diversity of one item's sounds (loudness)";
    assertThat(value(system, name)).isCloseTo((0 + 0.5) / 2, within(1e-6));
    assertThat(system.items().get(0).scores().get(name)).isCloseTo(0, within(1e-9));
    // No class has two true sounds here.
    assertThat(system.metric(name).orElseThrow().details()).isEmpty();
  }

  @Test
  void oneItem_hasNoInterval() throws IOException {
    List<EvaluationItem> items = items(1);
    write("item_0.wav", 0.2, 1);
    EvaluationResult result = evaluate(items, 1, 4, fromFolder(items));
    assertThat(result.warnings()).contains("only 1 item: no interval is possible");
    assertThat(result.systems().get(0).metrics()).allMatch(m -> m.value().level() == 0);
  }
}
