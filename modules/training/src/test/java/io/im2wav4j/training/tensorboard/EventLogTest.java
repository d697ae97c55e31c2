package io.im2wav4j.training.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;

class EventLogTest {
  @TempDir Path run;

  private static Clock at(long seconds) {
    return Clock.fixed(Instant.ofEpochMilli(seconds * 1000 + 250), ZoneOffset.UTC);
  }

  private static Map<String, Object> line(long step) {
    return Map.of("step", step, "loss", step / 2.0);
  }

  private static List<Long> steps(List<Event> events) {
    return events.stream().filter(Event::hasSummary).map(Event::getStep).toList();
  }

  @Test
  void firstEvent_isTheFileVersion_andNestedNumbersGetPaths() throws IOException {
    EventLog log = EventLog.after(0, run, at(1_700_000_000L));
    log.add(Map.of("step", 300L, "validation", Map.of("bitsPerCode", 3.25)));
    List<Event> events = EventFiles.read(run);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getStep()).isEqualTo(300);
    assertThat(events.get(1).getWallTime()).isEqualTo(1_700_000_000.25);
    Summary.Value value = events.get(1).getSummary().getValue(0);
    assertThat(value.getTag()).isEqualTo("validation/bitsPerCode");
    assertThat(value.getSimpleValue()).isEqualTo(3.25f);
    assertThat(EventLog.files(run))
        .containsExactly(run.resolve("events.out.tfevents.1700000000.im2wav4j.00000000"));
  }

  @Test
  void resume_dropsWhatIsDoneAgain_andNoStepIsThereTwice() throws IOException {
    EventLog first = EventLog.after(0, run, at(100));
    for (long step = 1; step <= 5; step++) {
      first.add(line(step));
    }
    // A killed process leaves half a record.
    Files.write(EventLog.files(run).get(0), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    EventLog second = EventLog.after(3, run, at(200));
    for (long step = 4; step <= 6; step++) {
      second.add(line(step));
    }
    assertThat(EventLog.files(run)).hasSize(2);
    assertThat(steps(EventFiles.read(run))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void startFromTheBeginning_leavesNothingOfTheRunBefore() throws IOException {
    EventLog.after(0, run, at(100)).add(line(1));
    EventLog.after(0, run, at(200)).add(line(1));
    assertThat(EventLog.files(run)).hasSize(1);
    assertThat(steps(EventFiles.read(run))).containsExactly(1L);
  }

  @Test
  void soundsOfAStep_areThereAsTheyAreInTheFile() throws IOException {
    Path samples = run.resolve("samples");
    Path wav = samples.resolve("dog-up-step-00000020.wav");
    WavFile.write(wav, AudioClip.mono(new float[80], 16000), WavFile.Encoding.PCM_16);
    WavFile.write(
        samples.resolve("dog-up-step-00000010.wav"),
        AudioClip.mono(new float[8], 16000),
        WavFile.Encoding.PCM_16);
    EventLog.after(0, run, at(100)).addSounds(samples, 20);
    List<Event> events = EventFiles.read(run);
    assertThat(events).hasSize(2);
    Summary.Value value = events.get(1).getSummary().getValue(0);
    assertThat(value.getTag()).isEqualTo("samples/dog-up");
    assertThat(value.getAudio().getSampleRate()).isEqualTo(16000f);
    assertThat(value.getAudio().getNumChannels()).isEqualTo(1);
    assertThat(value.getAudio().getLengthFrames()).isEqualTo(80);
    assertThat(value.getAudio().getContentType()).isEqualTo("audio/wav");
    assertThat(value.getAudio().getEncodedAudioString().toByteArray())
        .isEqualTo(Files.readAllBytes(wav));
  }

  @Test
  void numbersOfEverySize_areReadBack() throws IOException {
    EventLog log = EventLog.after(0, run, at(100));
    for (long step : new long[] {0, 1, 127, 128, 300, 1L << 40}) {
      log.add(line(step));
    }
    assertThat(steps(EventFiles.read(run))).containsExactly(0L, 1L, 127L, 128L, 300L, 1L << 40);
  }

  @Test
  void checkSum_isThatOfThePublishedVector() {
    // RFC 3720, B.4: the CRC-32C of 32 zero bytes is 0x8a9136aa.
    int crc = 0x8a9136aa;
    assertThat(EventFiles.maskedCrc(new byte[32])).isEqualTo((crc >>> 15 | crc << 17) + 0xa282ead8);
  }
}
