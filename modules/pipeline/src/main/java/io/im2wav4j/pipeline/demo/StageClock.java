package io.im2wav4j.pipeline.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seconds by stage, added up over interruptions in seconds.json. */
final class StageClock {
  private static final Logger LOG = LoggerFactory.getLogger(StageClock.class);

  private final Path file;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  StageClock(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      for (Map.Entry<String, JsonNode> e : Json.read(file, JsonNode.class).properties()) {
        seconds.put(e.getKey(), e.getValue().asDouble());
      }
    }
  }

  /** Runs a stage. */
  void time(String stage, Runnable work) {
    LOG.info("--- {}", stage);
    long start = System.nanoTime();
    try {
      work.run();
    } finally {
      double spent = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
      seconds.merge(stage, spent, (a, b) -> Math.round((a + b) * 100) / 100.0);
      Json.write(file, seconds);
    }
  }

  Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }
}
