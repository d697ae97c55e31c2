package io.im2wav4j.training.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.conditioning.ImageConditioner;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.training.ResumeCheck;
import io.im2wav4j.training.Signals;
import io.im2wav4j.training.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LanguageModelTaskTest extends LanguageModelTaskSuite {
  @Test
  void embeddingsOfTheSameNamesWithOtherContent_areRefusedByLow() {
    List<CodedClip> other = clips("t", 6);
    Signals.changeKeepingHashCode(other.get(2).frames().embeddings()[1]);
    TrainingConfig training = ResumeCheck.config(5);
    ResumeCheck.refuses(
        folder, task(LOW, training), task(LOW, training, other), "training embeddings (was ");
  }

  @Test
  void timesAndLabelsOfTheSameNamesWithOtherContent_areRefusedByUp() {
    List<CodedClip> other = clips("t", 6);
    CodedClip clip = other.get(4);
    FrameSequence later =
        new FrameSequence(clip.frames().embeddings(), new double[] {0, 0.005, 0.008});
    other.set(4, new CodedClip(clip.id(), "dog", clip.low(), clip.up(), later, clip.views()));
    TrainingConfig training = ResumeCheck.config(5);
    ResumeCheck.refuses(
        folder,
        task(UP, training),
        task(UP, training, other),
        "training embeddings (was ",
        "training items and labels (was ");
  }

  @Test
  void clipsPerLabel_keepsTheFirstOfEachLabel_andZeroKeepsAll() {
    List<CodedClip> clips = new ArrayList<>();
    for (String label : List.of("dog", "cat", "dog", "dog", "cat", "frog")) {
      CodedClip clip = clips("t", 1).get(0);
      clips.add(
          new CodedClip(
              label + clips.size(), label, clip.low(), clip.up(), clip.frames(), clip.views()));
    }
    assertThat(CodeWindows.chosen(clips, 2)).containsExactly(0, 1, 2, 4, 5);
    assertThat(CodeWindows.chosen(clips, 0)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void windowsOfUp_beginWhereALowCodeBegins_andShowTheSameTime() {
    CodedClips clips = new CodedClips(UP, 16000, clips("t", 6));
    NDManager manager = NDManager.newBaseManager();
    ImageConditioner conditioner = LanguageModel.create(UP, manager, 1).imageConditioner();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 50; i++) {
      int clip = i % clips.count();
      int offset = clips.randomOffset(clip, random);
      assertThat(offset % 2).isZero();
      NDList example =
          clips.example(manager, conditioner, clip, offset, clips.window(clip, offset, clip));
      long[] up = example.get("codes").toLongArray();
      long[] low = example.get("upperCodes").toLongArray();
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
