package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.result.Stretch;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A stretch of a media file's sound.
 *
 * @param file the media
 * @param start seconds from its beginning
 * @param seconds how much of it counts
 * @param access how its channels and its rate are changed
 */
record MediaSound(Path file, double start, double seconds, AudioAccess access)
    implements SoundSource {

  @Override
  public float[] samples(int sampleRate) {
    AudioClip clip = MediaFile.audio(file, start, seconds);
    return access.resample(access.mono(clip), clip.sampleRate(), sampleRate);
  }

  @Override
  public Optional<String> identity() {
    return Optional.of(
        Hashes.sha256(file) + " from " + start + " for " + seconds + ", " + MediaFile.VERSION);
  }

  @Override
  public Stretch stretch() {
    return new Stretch(start, seconds);
  }
}
