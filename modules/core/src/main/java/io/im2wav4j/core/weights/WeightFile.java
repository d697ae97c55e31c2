package io.im2wav4j.core.weights;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.core.error.UserError;

/**
 * One file of a {@link WeightEntry}.
 *
 * @param file its name, as published
 * @param bytes its size, or 0 where that is not known
 * @param sha256 its hash, the first digits of it where no more is known, or empty; of a file that
 *     is made here, the hash of one that was made before and may be brought too
 * @param url where it can be fetched from, or empty: then only by hand
 * @param optional whether the network does without
 * @param madeFrom the published file that this one is made from on this machine, or null where this
 *     one is published itself
 */
public record WeightFile(
    String file,
    @Default("0") long bytes,
    @Default("null") String sha256,
    @Default("null") String url,
    @Default("false") boolean optional,
    @Default("null") WeightFile madeFrom) {

  private static final int WHOLE_HASH = 64;

  /** Checks the names; a hash or address that is null becomes empty. */
  public WeightFile {
    sha256 = sha256 == null ? "" : sha256;
    url = url == null ? "" : url;
    if (!sha256.matches("[0-9a-f]{0,64}")) {
      throw new IllegalArgumentException("sha256 is " + sha256 + "; must be lower-case hex");
    }
    if (file.contains("/") || file.contains("\\") || file.startsWith(".")) {
      throw new IllegalArgumentException("file is " + file + "; must be a plain file name");
    }
  }

  /** What is fetched or brought: this file, or the one that it is made from. */
  public WeightFile published() {
    return madeFrom == null ? this : madeFrom;
  }

  /** Whether a file of this hash is the published one, as far as that is known. */
  public boolean accepts(String hash) {
    return hash.startsWith(sha256);
  }

  /** Whether the whole hash is known. */
  public boolean hashKnown() {
    return sha256.length() == WHOLE_HASH;
  }

  /** What a table says of the hash. */
  public String hashText() {
    return sha256.isEmpty() ? "not known" : hashKnown() ? sha256 : sha256 + "... (first digits)";
  }

  /** The size in words. */
  public String sizeText() {
    return bytes == 0
        ? "size not known"
        : bytes < 1_000_000 ? (bytes + 999) / 1000 + " kB" : (bytes + 500_000) / 1_000_000 + " MB";
  }

  UserError wrongHash(String where, String hash, String fix) {
    return new UserError(where, "its SHA-256 is " + hash, sha256 + (hashKnown() ? "" : "..."), fix);
  }
}
