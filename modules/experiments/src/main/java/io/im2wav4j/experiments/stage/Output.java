package io.im2wav4j.experiments.stage;

import java.nio.file.Path;

/**
 * What a finished stage made.
 *
 * @param path folder (or file) of it
 * @param hash of its content, as far as later stages can see it
 */
public record Output(Path path, String hash) {}
