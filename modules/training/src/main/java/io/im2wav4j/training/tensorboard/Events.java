package io.im2wav4j.training.tensorboard;

import io.im2wav4j.audio.AudioClip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * TensorFlow's {@code Event} messages (event.proto, summary.proto), as bytes. Step is field 2 of an
 * event and always written first, so that it can be read back without a parser.
 */
final class Events {
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int AUDIO = 6;
  private static final int STEP_KEY = STEP << 3;

  private Events() {}

  /** The event that begins every file. */
  static byte[] fileVersion(double seconds) {
    return head(0, seconds).text(FILE_VERSION, "brain.Event:2").toBytes();
  }

  /**
   * Scalars of one step.
   *
   * @param seconds since 1970
   */
  static byte[] scalars(long step, double seconds, Map<String, Double> values) {
    ProtoWriter summary = new ProtoWriter();
    values.forEach(
        (tag, value) ->
            summary.message(
                VALUE, new ProtoWriter().text(TAG, tag).real32(SIMPLE_VALUE, value.floatValue())));
    return head(step, seconds).message(SUMMARY, summary).toBytes();
  }

  /** A sound of one step. */
  static byte[] audio(long step, double seconds, String tag, AudioClip clip, byte[] wav) {
    ProtoWriter audio =
        new ProtoWriter()
            .real32(1, clip.sampleRate())
            .number(2, clip.channels().length)
            .number(3, clip.length())
            .bytes(4, wav)
            .text(5, "audio/wav");
    ProtoWriter value = new ProtoWriter().text(TAG, tag).message(AUDIO, audio);
    return head(step, seconds).message(SUMMARY, new ProtoWriter().message(VALUE, value)).toBytes();
  }

  private static ProtoWriter head(long step, double seconds) {
    return new ProtoWriter().number(STEP, step).real64(WALL_TIME, seconds);
  }

  /** The step of an event that this class made. */
  static long step(byte[] event) {
    ByteBuffer in = ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN);
    if (!in.hasRemaining() || in.get() != STEP_KEY) {
      return Long.MAX_VALUE; // Not ours: it goes with the steps that are done again.
    }
    long step = 0;
    for (int shift = 0; in.hasRemaining(); shift += 7) {
      byte next = in.get();
      step |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    return step;
  }
}
