package io.im2wav4j.models.codec;

import java.util.List;

/**
 * A trained codec: sounds of any length to codes and back, in memory that does not grow with the
 * length of a sound that comes piece by piece. A sound is decoded from the codes of one level
 * alone. The codes of a level are [frames x codebooks], frame by frame. One thread at a time.
 */
public interface SoundCodec {
  /** What kind of network it is, as features name it. */
  String name();

  /** Its rate, levels and hops. */
  CodecFormat format();

  /** Codes of a sound that comes piece by piece, at all levels. */
  EncodedSound encode(SampleSource source);

  /** Codes of a sound at all levels. */
  default EncodedSound encode(float[] samples) {
    return encode(SampleSource.of(samples));
  }

  /** Codes of several sounds, in their order: those of {@link #encode(float[])}. */
  default List<EncodedSound> encodeAll(List<float[]> sounds) {
    return sounds.stream().map(this::encode).toList();
  }

  /** The sound of a level's codes, piece by piece. */
  void decode(int[] codes, CodeLevel level, SampleSink sink);

  /** The sound of a level's codes, [frames x hop]. */
  default float[] decode(int[] codes, CodeLevel level) {
    int frames = codes.length / format().codebooks(level);
    float[] out = new float[Math.multiplyExact(frames, format().hop(level))];
    int[] at = {0};
    decode(
        codes,
        level,
        part -> {
          System.arraycopy(part, 0, out, at[0], part.length);
          at[0] += part.length;
        });
    return out;
  }
}
