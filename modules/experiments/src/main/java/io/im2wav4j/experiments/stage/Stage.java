package io.im2wav4j.experiments.stage;

import io.im2wav4j.core.io.FixedOrder;
import io.im2wav4j.core.io.Hashes;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One piece of work, decided by its configuration and its inputs and by nothing else.
 *
 * @param kind as "low"; the beginning of its folder's name
 * @param format goes up whenever the code makes something else of the same inputs
 * @param config resolved, with the hashes of all files that are no stage's output
 * @param inputs by name
 * @param work what it does; null where the output is given
 * @param hash of a folder that {@code work} has filled, as far as later stages can see it
 * @param given an output that is there without any work; null: it is made
 */
public record Stage(
    String kind,
    int format,
    String config,
    Map<String, Stage> inputs,
    Work work,
    Function<Path, String> hash,
    Output given) {

  /** Copies the map. */
  public Stage {
    inputs = FixedOrder.copy(inputs);
  }

  /** A stage whose output is made. */
  public Stage(
      String kind,
      int format,
      String config,
      Map<String, Stage> inputs,
      Work work,
      Function<Path, String> hash) {
    this(kind, format, config, inputs, work, hash, null);
  }

  /**
   * A file or folder that the user gives: nothing is made.
   *
   * @param hash of its content
   */
  public static Stage given(String kind, Path path, String hash) {
    return new Stage(kind, 1, hash, Map.of(), null, null, new Output(path, hash));
  }

  /** What it is called by, given the content of its inputs. */
  StageKey key(Map<String, Output> outputs) {
    StringBuilder text = new StringBuilder(kind).append('\n').append(format).append('\n');
    new TreeMap<>(outputs)
        .forEach((name, o) -> text.append(name).append(' ').append(o.hash()).append('\n'));
    return new StageKey(kind, Hashes.sha256(text.append(config).toString()));
  }

  /** Tells it from other stages before its inputs are there. */
  public String recipe() {
    StringBuilder text = new StringBuilder(kind).append('\n').append(format).append('\n');
    new TreeMap<>(inputs)
        .forEach((name, s) -> text.append(name).append(' ').append(s.recipe()).append('\n'));
    return Hashes.sha256(text.append(config).toString());
  }
}
