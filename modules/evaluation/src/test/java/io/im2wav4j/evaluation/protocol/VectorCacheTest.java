package io.im2wav4j.evaluation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCacheTest {
  @TempDir Path folder;
  private final List<Integer> batches = new ArrayList<>();

  private final CachedNetwork network =
      new CachedNetwork(
          "loudness",
          "abc",
          16_000,
          sounds -> {
            batches.add(sounds.size());
            return sounds.stream().map(s -> new float[][] {{s[0], 1}, {s[0], 2}}).toList();
          });

  private List<float[][]> outputs(VectorCache cache, CachedNetwork with, float... sounds) {
    List<float[]> samples = new ArrayList<>();
    List<Optional<String>> identities = new ArrayList<>();
    for (float s : sounds) {
      samples.add(new float[] {s});
      identities.add(s < 0 ? Optional.empty() : Optional.of("sound " + s));
    }
    return with.outputs(samples, 16_000, identities, "as it is", Tones.ACCESS, cache);
  }

  @Test
  void soundSeenBefore_isNotComputedAgainAndGivesTheSameVectors() {
    VectorCache cache = VectorCache.in(folder);
    List<float[][]> first = outputs(cache, network, 1, 2);
    List<float[][]> second = outputs(cache, network, 3, 2, 1);

    assertThat(batches).containsExactly(2, 1);
    assertThat(second.get(1)).isDeepEqualTo(first.get(1));
    assertThat(second.get(2)).isDeepEqualTo(first.get(0));
    assertThat(second.get(0)[1]).containsExactly(3, 2);
  }

  @Test
  void otherWeights_computeAnew() {
    VectorCache cache = VectorCache.in(folder);
    outputs(cache, network, 1);
    outputs(cache, new CachedNetwork("loudness", "def", 16_000, network.network()), 1);
    assertThat(batches).containsExactly(1, 1);
  }

  @Test
  void soundOfNoKnownOrigin_isNotKept() {
    outputs(VectorCache.in(folder), network, -1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void brokenFile_isMadeAnew() throws IOException {
    VectorCache cache = VectorCache.in(folder);
    List<float[][]> first = outputs(cache, network, 1);
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(VectorCacheTest::spoil);
    }
    assertThat(outputs(cache, network, 1).get(0)).isDeepEqualTo(first.get(0));
    assertThat(batches).containsExactly(1, 1);
  }

  private static void spoil(Path file) {
    try {
      Files.writeString(file, "broken");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
