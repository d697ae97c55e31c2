package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.FrameSequence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingWindowsGoldenTest {
  private static final int SAMPLE_RATE = 16000;
  private static final int FRAMES_PER_SECOND = 30;
  private static final int FRAMES = 300;

  private static JsonNode golden() {
    JsonNode golden = GoldenFolder.json("extended/sampling_windows");
    assertThat(golden.path("get_starts")).isNotEmpty();
    assertThat(golden.path("adjust_y")).isNotEmpty();
    return golden;
  }

  @Test
  void starts_equalTheReference() {
    for (JsonNode one : golden().path("get_starts")) {
      List<Integer> expected = new ArrayList<>();
      one.path("starts").forEach(s -> expected.add(s.asInt()));
      assertThat(
              Windows.starts(
                  one.path("total_length").asInt(),
                  one.path("n_ctx").asInt(),
                  one.path("hop_length").asInt()))
          .isEqualTo(expected);
    }
  }

  @Test
  void framesAndLabels_equalTheReference_forVideosAndStillImages() {
    double[] times = new double[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      times[i] = (double) i / FRAMES_PER_SECOND;
    }
    FrameSequence video = new FrameSequence(new float[FRAMES][1], times);
    FrameSequence image = FrameSequence.still(new float[1]);
    for (JsonNode one : golden().path("adjust_y")) {
      int hop = one.path("raw_to_tokens").asInt();
      long offset = one.path("start").asLong() * hop;
      long length = one.path("n_ctx").asLong() * hop;
      assertThat(video.indices((double) offset / SAMPLE_RATE, (double) length / SAMPLE_RATE))
          .containsExactly(
              one.path("video_first_frame").asInt(), one.path("video_last_frame").asInt());
      long total = one.path("label").get(0).asLong();
      ClipWindow moving = video.window(SAMPLE_RATE, total, offset, length);
      assertThat(moving.frames()).hasDimensions(one.path("frames").asInt(), 1);
      assertLabel(moving, one.path("label"));
      ClipWindow still = image.window(SAMPLE_RATE, total, offset, length);
      assertThat(still.frames()).hasDimensions(1, 1);
      assertLabel(still, one.path("image_label"));
    }
  }

  private static void assertLabel(ClipWindow window, JsonNode label) {
    assertThat(new double[] {window.totalSamples(), window.offsetSamples(), window.lengthSamples()})
        .containsExactly(label.get(0).asDouble(), label.get(1).asDouble(), label.get(2).asDouble());
  }
}
