package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static io.im2wav4j.cli.CommandRun.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.MediaInfo;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.pipeline.VideoLengths;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A video's sounds come with the video: NAME.mp4 beside NAME.wav. */
class VideoOutputTest {
  private final TinyPipeline pipeline = TinyPipeline.get();

  @TempDir Path folder;

  private Object[] generate(Object... more) {
    List<Object> command = new ArrayList<>(List.of("generate", "--models", pipeline.runs()));
    command.addAll(List.of("--seconds", "0.256", "--out", folder.resolve("out")));
    command.addAll(List.of(more));
    return command.toArray();
  }

  /** One of the scenes, 2 s long. */
  private Path video() throws IOException {
    Path video = folder.resolve("scene.avi");
    if (!Files.exists(video)) {
      try (Stream<Path> files = Files.list(pipeline.data().resolve("media"))) {
        Files.copy(files.sorted().toList().get(0), video);
      }
    }
    return video;
  }

  private Path out(String name) {
    return folder.resolve("out").resolve(name);
  }

  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  @Test
  void videoFromAnOffsetOn_isWrittenWithItsSound() throws IOException {
    CommandRun run = ok(generate("--video", video(), "--start", "0.5"));
    assertThat(run.out().lines().map(line -> Path.of(line).getFileName().toString()))
        .containsExactly("scene.wav", "scene.mp4");
    MediaInfo info = MediaFile.check(out("scene.mp4"));
    assertThat(info.seconds()).isCloseTo(0.256, within(0.002));
    AudioClip wav = MediaFile.audio(out("scene.wav"));
    AudioClip heard = MediaFile.audio(out("scene.mp4"));
    assertThat(heard.sampleRate()).isEqualTo(wav.sampleRate());
    assertThat(heard.length()).isBetween(wav.length(), wav.length() + 1024);
    assertThat(difference(MediaFile.frames(out("scene.mp4"), 0, 0.1, 10).get(0).image(), 0.5))
        .isLessThan(4);
    JsonNode recipe = Json.read(out("scene.json"), JsonNode.class);
    assertThat(recipe.path("start").asDouble()).isEqualTo(0.5);
    assertThat(recipe.path("video").path("pictures").asText()).isEqualTo("encoded");
    assertThat(recipe.path("video").path("reason").asText()).contains("mjpeg");
  }

  /** Mean difference of the pixels from the frame of the video at a time. */
  private double difference(BufferedImage image, double at) throws IOException {
    BufferedImage expected = MediaFile.frames(video(), at, 0.1, 10).get(0).image();
    double sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        for (int shift = 0; shift < 24; shift += 8) {
          sum +=
              Math.abs(
                  (image.getRGB(x, y) >> shift & 0xFF) - (expected.getRGB(x, y) >> shift & 0xFF));
        }
      }
    }
    return sum / 3 / image.getHeight() / image.getWidth();
  }

  @Test
  void missingVideo_isMadeAgainWithTheSameBytes_andItsSoundIsKept() throws IOException {
    ok(generate("--video", video()));
    byte[] mp4 = Files.readAllBytes(out("scene.mp4"));
    var soundMade = Files.getLastModifiedTime(out("scene.wav"));
    var videoMade = Files.getLastModifiedTime(out("scene.mp4"));
    ok(generate("--video", video()));
    assertThat(Files.getLastModifiedTime(out("scene.mp4"))).isEqualTo(videoMade);
    Files.delete(out("scene.mp4"));
    assertThat(ok(generate("--video", video(), "--no-mp4")).out()).doesNotContain("mp4");
    assertThat(out("scene.mp4")).doesNotExist();
    ok(generate("--video", video()));
    assertThat(out("scene.mp4")).hasBinaryContent(mp4);
    assertThat(Files.getLastModifiedTime(out("scene.wav"))).isEqualTo(soundMade);
    Files.delete(out("scene.wav"));
    ok(generate("--video", video()));
    assertThat(out("scene.mp4")).hasBinaryContent(mp4);
  }

  @Test
  void eachSampleHasItsVideo_andPicturesHaveNone() throws IOException {
    Path picture;
    try (Stream<Path> files = Files.list(pipeline.data().resolve("images"))) {
      picture = files.sorted().toList().get(0);
    }
    ok(generate("--video", video(), "--image", picture, "--samples", "2"));
    assertThat(written().stream().filter(name -> name.endsWith(".mp4")))
        .containsExactly("scene_0.mp4", "scene_1.mp4");
  }

  @Test
  void videosOfAManifest_areWrittenWhereAskedFor() throws IOException {
    Path manifest = folder.resolve("manifest.csv");
    Files.writeString(
        manifest, "id,split,label,media,image,start,duration\nlate,test,,scene.avi,,1,0.5\n");
    video();
    ok(generate("--manifest", manifest));
    assertThat(written()).containsExactly("late.json", "late.wav");
    ok(generate("--manifest", manifest, "--mp4"));
    assertThat(written()).containsExactly("late.json", "late.mp4", "late.wav");
    assertThat(difference(MediaFile.frames(out("late.mp4"), 0, 0.1, 10).get(0).image(), 1))
        .isLessThan(4);
  }

  @Test
  void offsetAfterTheEnd_isRefusedBeforeWork() throws IOException {
    assertThat(failed(1, generate("--video", video(), "--start", "2.5")).err())
        .contains("scene.avi", "ends after 2.00 s", "--start 2.5");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(failed(2, generate("--video", video(), "--start", "-1")).err()).contains("--start");
    assertThat(failed(2, generate("--manifest", pipeline.data(), "--start", "1")).err())
        .contains("--start without --video");
  }

  @Test
  void videoShorterThanTheSound_isSaidInOneLine() throws IOException {
    Item item = Item.of(video());
    assertThat(VideoLengths.shortage(List.of(item.between(1.7, 0)), 0.256)).isEmpty();
    assertThat(VideoLengths.shortage(List.of(item.between(1.9, 0)), 0.256))
        .isEqualTo(
            "scene.avi has 0.10 s from 1.90 s on, and 0.26 s of sound are asked for: the sound"
                + " goes on and the last picture stays");
    assertThat(VideoLengths.shortage(List.of(item.between(1, 0.2), item), 1))
        .contains("0.20 s from 1.00 s on (1 of 2 videos are too short)");
    ok(generate("--video", video(), "--start", "1.9"));
    assertThat(MediaFile.probe(out("scene.mp4")).seconds()).isCloseTo(0.256, within(0.002));
  }

  @Test
  void fileThatIsNotOurs_isNotWrittenOver() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Path own = Files.writeString(out("scene.mp4"), "my own");
    assertThat(failed(1, generate("--video", video())).err())
        .contains("scene.mp4", "--no-mp4", "another --out");
    assertThat(own).hasContent("my own");
    assertThat(out("scene.wav")).doesNotExist();
    ok(generate("--video", video(), "--no-mp4"));
    assertThat(own).hasContent("my own");
  }
}
