package io.im2wav4j.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.im2wav4j.audio.media.DubbedVideo;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.data.manifest.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NAME.mp4 beside NAME.wav: the video with the sound. NAME.json notes it under "video", with its
 * SHA-256 and how its pictures came there, before it has its name; so one without a note is not
 * ours.
 */
final class DubbedSound {
  private static final String NOTE = "video";

  /**
   * What NAME.json says of it.
   *
   * @param pictures "copied", or "encoded"
   * @param reason why they were not copied; empty otherwise
   */
  private record Note(String sha256, String pictures, String reason) {}

  private DubbedSound() {}

  /** The MP4 beside a WAV. */
  static Path mp4(Path wav) {
    String name = wav.getFileName().toString();
    return wav.resolveSibling(name.substring(0, name.length() - ".wav".length()) + ".mp4");
  }

  /** Fails where a file that is not ours has its name: perhaps the video itself. */
  static void refuseOther(Path wav) {
    Path mp4 = mp4(wav);
    if (Files.exists(mp4) && sha256(wav) == null) {
      throw new UserError(
          mp4.toString(),
          "there, and " + KeptSound.json(wav).getFileName() + " does not say that generate made it",
          "a name that is free for the video with its sound",
          "Choose another --out, give --no-mp4, or delete or rename that file");
    }
  }

  /** Whether it is there as it was made. */
  static boolean isThere(Path wav) {
    Path mp4 = mp4(wav);
    return Files.exists(mp4) && Hashes.sha256(mp4).equals(sha256(wav));
  }

  /** Removes it, before its sound is made anew. */
  static void drop(Path wav) {
    if (sha256(wav) != null) {
      try {
        Files.deleteIfExists(mp4(wav));
      } catch (IOException e) {
        throw AtomicFiles.writeFailure(mp4(wav), e);
      }
    }
  }

  /**
   * Writes it, for a sound that is there.
   *
   * @throws UserError where the video cannot be read so, or the MP4 not be written
   */
  static DubbedVideo write(Item item, Path wav) {
    DubbedVideo[] made = new DubbedVideo[1];
    AtomicFiles.writeFile(
        mp4(wav),
        temporary -> {
          made[0] =
              DubbedVideo.write(
                  item.frameSource(), item.start(), item.secondsOrAll(), wav, temporary);
          Path json = KeptSound.json(wav);
          ObjectNode recipe = Json.read(json, ObjectNode.class);
          String pictures = made[0].copied() ? "copied" : "encoded";
          recipe.putPOJO(NOTE, new Note(Hashes.sha256(temporary), pictures, made[0].reason()));
          Json.write(json, recipe);
        });
    return made[0];
  }

  /** Its hash when it was made; null: none was. */
  private static String sha256(Path wav) {
    Path json = KeptSound.json(wav);
    if (!Files.exists(json)) {
      return null;
    }
    JsonNode hash = Json.read(json, JsonNode.class).path(NOTE).path("sha256");
    return hash.isTextual() ? hash.asText() : null;
  }
}
