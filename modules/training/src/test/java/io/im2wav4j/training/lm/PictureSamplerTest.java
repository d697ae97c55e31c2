package io.im2wav4j.training.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.models.conditioning.FrameSequence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PictureSamplerTest {
  private static final List<CodedClip> CLIPS =
      List.of(clip("a", "cat", 0), clip("b", "cat", 1), clip("c", "dog", 2));

  /** A clip whose picture is the unit vector {@code axis} and whose views are near it. */
  private static CodedClip clip(String id, String label, int axis) {
    float[] picture = new float[4];
    picture[axis] = 1;
    float[][] views = new float[2][4];
    views[0][axis] = 0.8f;
    views[0][3] = 0.6f;
    views[1][axis] = 0.6f;
    views[1][3] = 0.8f;
    return new CodedClip(id, label, new int[8], null, FrameSequence.still(picture), views);
  }

  private static Set<List<Float>> drawn(TrainingPictures rules, int clip) {
    PictureSampler sampler = new PictureSampler(CLIPS, rules);
    SplittableRandom random = new SplittableRandom(4);
    Set<List<Float>> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      float[] v = sampler.draw(clip, CLIPS.get(clip).frames().embeddings(), random);
      seen.add(List.of(v[0], v[1], v[2], v[3]));
    }
    return seen;
  }

  @Test
  void ownPicture_isWhatIsSeen() {
    assertThat(drawn(TrainingPictures.OWN, 0)).containsExactly(List.of(1f, 0f, 0f, 0f));
  }

  @Test
  void pictureOfTheClass_isEachOfTheClassAndNoOther() {
    assertThat(drawn(new TrainingPictures(true, false, 0, 0), 0))
        .containsExactlyInAnyOrder(List.of(1f, 0f, 0f, 0f), List.of(0f, 1f, 0f, 0f));
  }

  @Test
  void viewsOfTheClass_areAllOfThem() {
    assertThat(drawn(new TrainingPictures(true, true, 0, 0), 1)).hasSize(4);
  }

  @Test
  void mixtures_lieBetweenPicturesOfTheClass_andKeepTheirNorm() {
    Set<List<Float>> seen = drawn(new TrainingPictures(true, false, 1, 0), 0);
    assertThat(seen).hasSizeGreaterThan(50);
    for (List<Float> v : seen) {
      assertThat(v.get(2)).isZero();
      assertThat(Math.hypot(v.get(0), v.get(1))).isBetween(0.9999, 1.0001);
    }
  }

  @Test
  void noise_hasTheNormThatIsAsked() {
    double sum = 0;
    PictureSampler sampler = new PictureSampler(CLIPS, new TrainingPictures(false, false, 0, 0.5));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 4000; i++) {
      float[] v = sampler.draw(0, CLIPS.get(0).frames().embeddings(), random);
      sum += (v[0] - 1) * (v[0] - 1) + v[1] * v[1] + v[2] * v[2] + v[3] * v[3];
    }
    assertThat(Math.sqrt(sum / 4000)).isBetween(0.48, 0.52);
  }

  @Test
  void viewsThatWereNotMade_areAskedForByName() {
    CodedClip bare = new CodedClip("bare", new int[8], null, FrameSequence.still(new float[4]));
    assertThatThrownBy(
            () -> new PictureSampler(List.of(bare), new TrainingPictures(false, true, 0, 0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("bare")
        .hasMessageContaining("--views");
  }
}
