package io.im2wav4j.training.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.training.ResumeCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LanguageModelTaskTest extends LanguageModelTaskSuite {
  @Test
  void clipsPerLabel_keepsTheFirstOfEachLabel_andZeroKeepsAll() {
    List<CodedClip> clips = new ArrayList<>();
    for (String label : List.of("dog", "cat", "dog", "dog", "cat", "frog")) {
      CodedClip clip = clips("t", 1).get(0);
      clips.add(
          new CodedClip(
              label + clips.size(), label, clip.low(), clip.up(), clip.frames(), clip.views()));
    }
    assertThat(LanguageModelTask.learned(clips, 2)).containsExactly(0, 1, 2, 4, 5);
    assertThat(LanguageModelTask.learned(clips, 0)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void windowsOfUp_beginWhereALowCodeBegins_andShowTheSameTime() {
    CodedClips clips = new CodedClips(UP, 16000, clips("t", 6));
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 50; i++) {
      int clip = i % clips.count();
      int offset = clips.randomOffset(clip, random);
      assertThat(offset % 2).isZero();
      long[] up = new long[32];
      long[] low = new long[16];
      clips.codes(clip, offset, up, 0);
      clips.upperCodes(clip, offset, low, 0);
      for (int t = 0; t < 32; t++) {
        assertThat(up[t]).isEqualTo((low[t / 2] + t % 2) % CODES);
      }
    }
  }

  @Test
  void codesOutsideTheCodebook_areRefusedNamingTheClip() {
    List<CodedClip> wrong =
        List.of(new CodedClip("odd", new int[] {99}, null, FrameSequence.still(new float[8])));
    assertThatThrownBy(() -> new CodedClips(LOW, 16000, wrong))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("odd")
        .hasMessageContaining("99");
  }

  @Test
  void clipsShorterThanAWindowOnly_areRefused() {
    List<CodedClip> brief =
        List.of(new CodedClip("brief", new int[4], null, FrameSequence.still(new float[8])));
    assertThatThrownBy(
            () ->
                new LanguageModelTask(
                    NDManager.newBaseManager(),
                    new LanguageModelRun(LOW, ResumeCheck.config(2), 0),
                    16000,
                    brief,
                    List.of(),
                    null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("contextLength");
  }
}
