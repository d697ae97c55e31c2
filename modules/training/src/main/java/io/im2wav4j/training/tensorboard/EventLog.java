package io.im2wav4j.training.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;

/**
 * The event files of a run, in its folder: {@code events.out.tfevents.SECONDS.im2wav4j.STEP}, one
 * for each time that training was started, holding what came after STEP. ScalarConstants bear the
 * names of metrics.jsonl; what is nested there has its path with slashes. No step is in two files.
 */
public final class EventLog {
  private static final String PREFIX = "events.out.tfevents.";

  private final Path run;
  private final Path file;
  private final Clock clock;
  private boolean begun;

  private EventLog(Path run, Path file, Clock clock) {
    this.run = run;
    this.file = file;
    this.clock = clock;
  }

  /** Cuts the run's files off after {@code step} and begins another for what comes. */
  public static EventLog after(long step, Path run, Clock clock) {
    for (Path old : files(run)) {
      cut(old, step);
    }
    String name =
        String.format(Locale.ROOT, "%s%010d.im2wav4j.%08d", PREFIX, clock.millis() / 1000, step);
    return new EventLog(run, run.resolve(name), clock);
  }

  /** The event files of a run in the order of time. */
  public static List<Path> files(Path run) {
    return files(run, name -> name.startsWith(PREFIX));
  }

  private static List<Path> files(Path folder, Predicate<String> wanted) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(p -> wanted.test(p.getFileName().toString())).sorted().toList();
    } catch (IOException e) {
      throw AtomicFiles.writeFailure(folder, e);
    }
  }

  private static void cut(Path file, long step) {
    try {
      byte[] all = Files.readAllBytes(file);
      List<byte[]> kept =
          RecordFile.whole(all).stream().filter(event -> step(event) <= step).toList();
      if (kept.size() < 2) {
        Files.delete(file); // Nothing but the version.
        return;
      }
      byte[] rest = RecordFile.of(kept);
      if (rest.length < all.length) {
        AtomicFiles.write(file, out -> out.write(rest));
      }
    } catch (IOException e) {
      throw AtomicFiles.writeFailure(file, e);
    }
  }

  private static long step(byte[] event) {
    try {
      return Event.parseFrom(event).getStep();
    } catch (InvalidProtocolBufferException e) {
      return Long.MAX_VALUE; // No event: it goes with the steps that are done again.
    }
  }

  /** Adds the numbers of a line of metrics.jsonl that has a step. */
  public void add(Map<String, Object> line) {
    Summary.Builder summary = Summary.newBuilder();
    line.forEach(
        (name, value) -> {
          if (!name.equals("step")) {
            flatten(name, value, summary);
          }
        });
    append(((Number) line.get("step")).longValue(), summary);
  }

  private static void flatten(String path, Object value, Summary.Builder into) {
    if (value instanceof Number number) {
      into.addValue(Summary.Value.newBuilder().setTag(path).setSimpleValue(number.floatValue()));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> flatten(path + "/" + name, inner, into));
    }
  }

  /**
   * Adds the sounds in {@code samples} whose names hold {@code step-NNNNNNNN} of this step, under
   * their names without it.
   */
  public void addSounds(Path samples, long step) {
    String mark = String.format(Locale.ROOT, "step-%08d", step);
    for (Path wav : files(samples, n -> n.contains(mark) && n.endsWith(".wav"))) {
      String name = wav.getFileName().toString().replaceAll("-?" + mark + "-?", "");
      try {
        AudioClip clip = MediaFile.audio(wav);
        Summary.Audio.Builder audio =
            Summary.Audio.newBuilder()
                .setSampleRate(clip.sampleRate())
                .setNumChannels(clip.channels().length)
                .setLengthFrames(clip.length())
                .setEncodedAudioString(ByteString.copyFrom(Files.readAllBytes(wav)))
                .setContentType("audio/wav");
        Summary.Value.Builder value =
            Summary.Value.newBuilder()
                .setTag("samples/" + name.replaceAll("\\.wav$", ""))
                .setAudio(audio);
        append(step, Summary.newBuilder().addValue(value));
      } catch (IOException e) {
        throw AtomicFiles.writeFailure(run, e);
      }
    }
  }

  private void append(long step, Summary.Builder summary) {
    List<byte[]> records = new ArrayList<>();
    if (!begun) {
      records.add(event().setFileVersion("brain.Event:2").build().toByteArray());
      begun = true;
    }
    records.add(event().setStep(step).setSummary(summary).build().toByteArray());
    try {
      Files.write(
          file, RecordFile.of(records), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw AtomicFiles.writeFailure(file, e);
    }
  }

  private Event.Builder event() {
    return Event.newBuilder().setWallTime(clock.millis() / 1e3);
  }
}
