package io.im2wav4j.pipeline;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.models.ModelKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Low and Up were trained with, by the hashes in their runs: codes of one VQ-VAE, embeddings
 * of one image encoder. Those of other weights mean nothing to them, though their shapes are the
 * same. Imported models do not say what they were trained with: with them anything goes.
 */
final class ModelParents {
  /** What says that others are meant. */
  static final String FLAG = "--allow-other-parents";

  private static final String CODES = "codes";
  private static final String EMBEDDINGS = "embeddings";

  private ModelParents() {}

  /** What a run notes of features that it is trained on. */
  static Map<String, String> of(String codes, String embeddings) {
    return Map.of(CODES, codes, EMBEDDINGS, embeddings);
  }

  /**
   * Sees to it that the folder's Low and Up, as far as they are there, were trained with these.
   *
   * @param vqVae SHA-256 of the weights whose codes are used
   * @param encoder SHA-256 of the image encoder whose embeddings are used; null: none is
   * @return where they were not, though that is allowed: what differs
   * @throws UserError with both hashes, where that is not allowed
   */
  static List<String> require(ModelsFolder models, String vqVae, String encoder) {
    List<String> all = new ArrayList<>();
    for (ModelKind model : ModelKind.LANGUAGE_MODELS) {
      Path run = models.run(model);
      List<String> found = new ArrayList<>();
      if (Files.exists(run.resolve(RunFolder.PROVENANCE))) {
        Map<String, String> parents = RunFolder.open(run).provenance().parents();
        compare("codes of the VQ-VAE ", parents.get(CODES), vqVae, found);
        compare("embeddings of the image encoder ", parents.get(EMBEDDINGS), encoder, found);
      }
      if (!found.isEmpty() && !models.allowsOtherParents()) {
        throw refused(run.toString(), found);
      }
      found.forEach(difference -> all.add(model + ": " + difference));
    }
    return all;
  }

  /**
   * Sees to it that one network is the one that made something.
   *
   * @param where what was made
   * @param what it is, as "codes of the VQ-VAE "
   * @return where it is not, though that is allowed: what differs
   * @throws UserError with both hashes, where that is not allowed
   */
  static List<String> require(
      String where, String what, String made, String used, boolean allowed) {
    List<String> found = new ArrayList<>();
    compare(what, made, used, found);
    if (!found.isEmpty() && !allowed) {
      throw refused(where, found);
    }
    return found;
  }

  private static void compare(String what, String made, String used, List<String> found) {
    if (made != null && used != null && !made.equals(used)) {
      found.add(what + Hashes.shortened(made) + ", used with " + Hashes.shortened(used));
    }
  }

  private static UserError refused(String where, List<String> found) {
    return new UserError(
        where,
        "made from " + String.join("; ", found),
        "the weights that it was made from (SHA-256)",
        "Give that VQ-VAE and image encoder, or say " + FLAG + " if others are meant");
  }
}
