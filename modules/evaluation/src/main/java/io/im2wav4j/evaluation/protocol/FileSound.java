package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.io.Hashes;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A whole sound file.
 *
 * @param file a WAV
 * @param access how it is read
 */
record FileSound(Path file, AudioAccess access) implements SoundSource {
  @Override
  public float[] samples(int sampleRate) {
    return access.read(file, sampleRate);
  }

  @Override
  public Optional<String> identity() {
    return Optional.of(Hashes.sha256(file) + ", " + MediaFile.VERSION);
  }
}
