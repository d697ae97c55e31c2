package io.im2wav4j.benchmarks;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.data.scenes.SceneDataSet;
import io.im2wav4j.worker.WorkerLease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Decoding in worker processes against decoding in the process, in turns. */
final class MediaBenchmark implements Benchmark {
  private static final double SECONDS = 10;
  private static final double FRAME_RATE = 4;
  private static final String CLIPS = "IM2WAV_CLIPS";

  private final List<Map<String, Object>> rows = new ArrayList<>();

  @Override
  public String name() {
    return "media";
  }

  @Override
  public String purpose() {
    return "sound and frames of films decoded by worker processes, against decoding in the process,"
        + " in turns; the films of the folder "
        + CLIPS
        + ", else built-in scenes";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    String before = System.getProperty(WorkerLease.PROPERTY);
    String given = System.getenv(CLIPS);
    Path made = null;
    try {
      if (given == null) {
        made = Files.createTempDirectory("im2wav-benchmark");
        scenes(made, quick ? 2 : 10);
      }
      List<Path> films = films(given == null ? made : Path.of(given));
      int turns = quick ? 3 : 9;
      Consumer<Path> sound = film -> MediaFile.audio(film, 0, SECONDS);
      Consumer<Path> frames = film -> MediaFile.frames(film, 0, SECONDS, FRAME_RATE, frame -> {});
      int all = Runtime.getRuntime().availableProcessors();
      for (int threads : all == 1 ? new int[] {1} : new int[] {1, all}) {
        measure("sound", films, sound, threads, turns);
        measure("frames", films, frames, threads, turns);
        measure("both", films, sound.andThen(frames), threads, turns);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      choose(before);
      delete(made);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("films", given == null ? "built-in scenes of 2 s" : "of " + given);
    facts.put("taken", "the first " + SECONDS + " s; " + FRAME_RATE + " frames a second");
    facts.put("times", "medians of turns; the ratio is the median of each turn's ratio");
    return new BenchmarkReport(name(), facts, rows);
  }

  private static void choose(String reader) {
    if (reader == null) {
      System.clearProperty(WorkerLease.PROPERTY);
    } else {
      System.setProperty(WorkerLease.PROPERTY, reader);
    }
  }

  private static List<Path> films(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches("(?i).*\\.(mp4|mkv|webm|avi|mov)"))
          .filter(MediaBenchmark::isFilm)
          .sorted()
          .toList();
    }
  }

  private static boolean isFilm(Path file) {
    try {
      return MediaFile.probe(file).hasVideo() && MediaFile.probe(file).hasAudio();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void measure(
      String what, List<Path> films, Consumer<Path> reading, int threads, int turns) {
    double[] here = new double[turns];
    double[] worker = new double[turns];
    double[] ratios = new double[turns];
    double[] work = new double[turns];
    double[] processor = new double[2];
    for (int turn = -1; turn < turns; turn++) { // one that does not count
      for (boolean apart :
          new boolean[] {Math.floorMod(turn, 2) == 0, Math.floorMod(turn, 2) != 0}) {
        choose(apart ? "worker" : "process");
        double begun = processorSeconds();
        double seconds = Stopwatch.once(() -> read(films, reading, threads));
        processor[apart ? 1 : 0] = processorSeconds() - begun;
        if (turn >= 0) {
          (apart ? worker : here)[turn] = seconds;
        }
      }
      if (turn >= 0) {
        ratios[turn] = worker[turn] / here[turn];
        work[turn] = processor[1] / processor[0];
      }
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("read", what);
    row.put("threads", threads);
    row.put("films", films.size());
    row.put("filmsPerSecondInProcess", films.size() / median(here));
    row.put("filmsPerSecondInWorkers", films.size() / median(worker));
    row.put("timesSlower", median(ratios));
    row.put("timesProcessorTime", median(work));
    rows.add(row);
  }

  /** Of this process and its workers; less than a hundredth of a second is not seen. */
  private static double processorSeconds() {
    ProcessHandle own = ProcessHandle.current();
    return Stream.concat(Stream.of(own), own.children())
        .mapToDouble(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() * 1e-9)
        .sum();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void read(List<Path> films, Consumer<Path> reading, int threads) {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = next.getAndIncrement();
                      i < films.size();
                      i = next.getAndIncrement()) {
                    reading.accept(films.get(i));
                  }
                } finally {
                  done.countDown();
                }
              });
      thread.start();
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void scenes(Path folder, int perKind) {
    Path configs = Path.of(System.getProperty(Provenance.HOME, ".")).resolve("configs");
    SceneConfig config =
        Configs.load(
            configs.resolve("data/scenes-demo.yaml"),
            SceneConfig.class,
            List.of("train=" + perKind, "validation=0", "test=0"));
    SceneDataSet.write(folder.resolve("scenes"), config, scene -> {});
  }

  private static void delete(Path folder) {
    try {
      if (folder != null) {
        AtomicFiles.deleteTree(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
