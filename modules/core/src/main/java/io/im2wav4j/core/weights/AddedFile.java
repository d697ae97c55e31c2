package io.im2wav4j.core.weights;

import java.nio.file.Path;

/**
 * What became of a file that a user brought.
 *
 * @param path what lies in the store now: a copy, or what was made from it
 * @param as the published file that it was taken for
 * @param sha256 its hash
 */
public record AddedFile(Path path, WeightFile as, String sha256) {}
