package io.im2wav4j.pipeline;

import io.im2wav4j.core.config.ConfigDifferences;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Sounds that are kept: NAME.json beside NAME.wav holds all that its bytes depend on, files by
 * their SHA-256, and is written last, so that where it is, the WAV is whole.
 */
final class KeptSound {
  private KeptSound() {}

  /** What a sound was made from. */
  interface Recipe {
    /** Whether it notes all that the sound depends on; those of older versions do not. */
    boolean isWhole();
  }

  /** The JSON beside a WAV. */
  static Path json(Path wav) {
    String name = wav.getFileName().toString();
    return wav.resolveSibling(name.substring(0, name.length() - ".wav".length()) + ".json");
  }

  /** SHA-256 of a source's content. */
  static String sha256(Path source) {
    if (!Files.isRegularFile(source)) {
      throw new UserError(
          source.toString(), "no such file", "a picture, a video or a sound", "Check the path");
    }
    return Hashes.sha256(source);
  }

  /**
   * Whether the sound is there.
   *
   * @param reader of the recipe in a JSON
   * @throws UserError that says what differs where the sound was made otherwise
   */
  static <R extends Record & Recipe> boolean isThere(Path wav, R wanted, Function<Path, R> reader) {
    Path json = json(wav);
    if (!Files.exists(json) || !Files.exists(wav)) {
      return false;
    }
    R found = reader.apply(json);
    if (!found.equals(wanted)) {
      throw new UserError(
          wav.toString(),
          "a sound that was made otherwise (see "
              + json.getFileName()
              + "): "
              + difference(found, wanted),
          "a folder for this input, configuration and these models",
          "Choose another --out, or delete that folder to have its sounds made again");
    }
    return true;
  }

  private static <R extends Record & Recipe> String difference(R found, R wanted) {
    List<String> all = ConfigDifferences.between(found, wanted);
    return !found.isWhole()
        ? "an older version made it, which did not note all that it depends on"
        : String.join("; ", all).replaceAll("([0-9a-f]{12})[0-9a-f]{52}", "$1");
  }
}
