package io.im2wav4j.training.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.training.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundCacheTest {
  @TempDir Path folder;

  private Item wav(String id, float[] samples, int rate) {
    Path file = folder.resolve(id + ".wav");
    WavFile.write(file, AudioClip.mono(samples, rate), WavFile.Encoding.FLOAT_32);
    return new Item(id, "train", "", file, null, 0, 0);
  }

  @Test
  void sounds_areReadBackAtTheRateWithSilenceBeyondTheEnd() {
    float[] tone = Signals.tone(440, 1000, 1);
    SoundCache cache =
        SoundCache.open(folder.resolve("cache"), List.of(wav("a", tone, 16000)), 16000, "sounds");
    assertThat(cache.length(0)).isEqualTo(1000);
    assertThat(cache.read(0, 997, 6))
        .containsExactly(new float[] {tone[997], tone[998], tone[999], 0, 0, 0}, within(1e-6f));
  }

  @Test
  void hash_isThatOfTheSamples_alsoWhenTheyWereDecodedBefore() {
    float[] tone = Signals.tone(440, 1000, 1);
    float[] other = tone.clone();
    other[500] += 1e-3f;
    Path folderOfCache = folder.resolve("cache");
    String hash =
        SoundCache.open(folderOfCache, List.of(wav("a", tone, 16000)), 16000, "sounds").sha256();
    Item again = new Item("a", "train", "", folder.resolve("a.wav"), null, 0, 0);
    assertThat(SoundCache.open(folderOfCache, List.of(again), 16000, "sounds").sha256())
        .isEqualTo(hash)
        .isEqualTo(new MemorySounds(List.of("a"), List.of(tone)).sha256());
    assertThat(
            SoundCache.open(folderOfCache, List.of(wav("a", other, 16000)), 16000, "sounds")
                .sha256())
        .isNotEqualTo(hash);
  }

  @Test
  void soundOfTheSameNameSizeAndTime_isDecodedAgain() throws IOException {
    Item item = wav("a", Signals.tone(440, 1000, 1), 16000);
    var time = Files.getLastModifiedTime(item.media());
    Path folderOfCache = folder.resolve("cache");
    String hash = SoundCache.open(folderOfCache, List.of(item), 16000, "sounds").sha256();
    wav("a", Signals.tone(880, 1000, 1), 16000);
    Files.setLastModifiedTime(item.media(), time); // as unpacking an archive does
    assertThat(SoundCache.open(folderOfCache, List.of(item), 16000, "sounds").sha256())
        .isNotEqualTo(hash);
  }

  @Test
  void brokenMedia_areLeftOut_andOnlyBrokenMediaAreAnError() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "not a video");
    Item broken = new Item("broken", "train", "", text, null, 0, 0);
    Item good = wav("good", Signals.tone(440, 800, 1), 8000);
    SoundCache cache =
        SoundCache.open(folder.resolve("cache"), List.of(broken, good), 16000, "sounds");
    assertThat(cache.count()).isEqualTo(1);
    assertThat(cache.id(0)).isEqualTo("good");
    assertThat(cache.length(0)).isEqualTo(1600);
    assertThatThrownBy(
            () -> SoundCache.open(folder.resolve("cache"), List.of(broken), 16000, "sounds"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none of 1 items");
  }
}
