package io.im2wav4j.evaluation.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.result.ChannelRule;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.OnsetSettings;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.SystemResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From sounds and videos to the alignment of onsets. */
class OnsetEvaluationTest {
  private static final int RATE = 16_000;
  private static final String SOUND = " (true sound, within 0.1 s)";
  private static final String MOTION = " (motion, within 0.1 s)";
  private static final EvaluationNetworks NONE =
      new EvaluationNetworks(List.of(), null, null, null, null);

  private static final AudioAccess ACCESS =
      new AudioAccess() {
        @Override
        public float[] read(Path file, int sampleRate) {
          throw new AssertionError("nothing is in files here");
        }

        @Override
        public float[] resample(float[] samples, int from, int to) {
          throw new AssertionError("everything has the protocol's rate");
        }
      };

  @Test
  void sameSound_alignsPerfectly() {
    SystemResult system = evaluate(OnsetSettings.Events.SOUND, 0, true).systems().get(0);
    assertThat(value(system, "onset F1" + SOUND)).isEqualTo(100);
    assertThat(value(system, "onset precision" + SOUND)).isEqualTo(100);
    assertThat(value(system, "onset recall" + SOUND)).isEqualTo(100);
    assertThat(value(system, "onset mean offset" + SOUND)).isCloseTo(0, within(1e-9));
  }

  @Test
  void lateSound_isLateByItsShift() {
    SystemResult system = evaluate(OnsetSettings.Events.SOUND, 0.05, true).systems().get(0);
    assertThat(value(system, "onset F1" + SOUND)).isEqualTo(100);
    assertThat(value(system, "onset mean offset" + SOUND)).isCloseTo(50, within(1e-3));
  }

  @Test
  void shiftBeyondTheWindow_alignsNothing() {
    SystemResult system = evaluate(OnsetSettings.Events.SOUND, 0.15, true).systems().get(0);
    assertThat(value(system, "onset F1" + SOUND)).isZero();
    assertThat(system.metric("onset mean offset" + SOUND)).isEmpty();
  }

  @Test
  void videoWithoutSound_givesItsMotionAsEvents() {
    SystemResult system = evaluate(OnsetSettings.Events.SOUND, 0, false).systems().get(0);
    assertThat(value(system, "onset F1" + MOTION)).isEqualTo(100);
    assertThat(system.metrics())
        .extracting(MetricResult::name)
        .allMatch(name -> name.endsWith(MOTION));
  }

  @Test
  void protocolThatAsksForMotion_takesItFromVideosWithSoundToo() {
    EvaluationResult result = evaluate(OnsetSettings.Events.MOTION, 0, true);
    assertThat(value(result.systems().get(0), "onset F1" + MOTION)).isEqualTo(100);
    assertThat(result.protocol().settings().onsets().text()).contains("within 0.1 s of motion");
  }

  private static double value(SystemResult system, String metric) {
    return system.metric(metric).orElseThrow().value().estimate();
  }

  /** Two items of three strokes; the system's come {@code late} seconds later. */
  private static EvaluationResult evaluate(
      OnsetSettings.Events events, double late, boolean withSound) {
    List<EvaluationItem> items = List.of(item("a", 0.5, withSound), item("b", 0.63, withSound));
    Map<String, List<EvaluatedSystem.Sound>> sounds = new LinkedHashMap<>();
    sounds.put("a", List.of(new EvaluatedSystem.Sound("a.wav", r -> strokes(0.5 + late))));
    sounds.put("b", List.of(new EvaluatedSystem.Sound("b.wav", r -> strokes(0.63 + late))));
    EvaluationSettings settings =
        new EvaluationSettings(
            new ProtocolSettings(
                RATE, ChannelRule.MEAN, 3, true, 4.0, new OnsetSettings(0.1, events, 25), 50, 1),
            List.of(),
            50,
            new InfinitySettings(25, 500, 20),
            0.95,
            4);
    return new Evaluator(NONE, settings, ACCESS)
        .evaluate(
            items, List.of(new EvaluatedSystem("made", "", sounds, List.of())), Map.of(), n -> {});
  }

  private static EvaluationItem item(String id, double first, boolean withSound) {
    SoundSource sound = withSound ? r -> strokes(first) : null;
    MotionSource motion = frameRate -> new double[] {first, first + 0.7, first + 1.4};
    return new EvaluationItem(
        id, null, id + ".mp4", withSound ? id + ".mp4" : null, null, sound, motion);
  }

  private static float[] strokes(double first) {
    float[] out = new float[3 * RATE];
    for (int k = 0; k < 3; k++) {
      int start = (int) Math.round((first + 0.7 * k) * RATE);
      for (int i = 0; i < RATE / 4; i++) {
        double decay = Math.exp(-i / (0.03 * RATE));
        out[start + i] += (float) (decay * Math.sin(0.3 * i) * Math.sin(1.1 * i * i));
      }
    }
    return out;
  }
}
