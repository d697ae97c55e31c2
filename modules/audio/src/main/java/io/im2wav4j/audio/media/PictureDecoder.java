package io.im2wav4j.audio.media;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Decodes the pictures of an open file, one after the other. */
final class PictureDecoder implements AutoCloseable {
  /**
   * Decoding starts at the last key frame before the stretch; shorter ways are not worth a seek.
   */
  static final double SEEK_SECONDS = 5;

  private final OpenMedia media;
  private final AVCodecContext codec;
  private final AVFrame frame = avutil.av_frame_alloc();
  private AVFrame current;
  private boolean ended;

  private PictureDecoder(OpenMedia media, AVCodecContext codec) {
    this.media = media;
    this.codec = codec;
  }

  /** A decoder for the stream that counts; fails where there is none. */
  static PictureDecoder open(OpenMedia media) {
    AVCodecContext codec = MediaCodecs.open(media.video().codecpar(), null, 0);
    if (codec == null) {
      throw media.undecodable(null);
    }
    return new PictureDecoder(media, codec);
  }

  /**
   * A decoder whose {@link #current} frame is the first one, or one shortly before a time.
   *
   * @param start in seconds from the file's start
   */
  static PictureDecoder near(OpenMedia media, double start) {
    if (start > SEEK_SECONDS) {
      long wanted = Math.round(1e6 * (start - 1 + media.zero()));
      PictureDecoder found = media.pictures(wanted);
      if (found != null) {
        do {
          found.next();
        } while (found.current != null && found.time() < wanted - 1);
        if (found.current != null
            && !found.unstamped()
            && found.time() / 1e6 - media.zero() <= start) {
          return found;
        }
      }
      // Formats without an index are read from the beginning.
    }
    PictureDecoder pictures = media.pictures();
    pictures.next();
    return pictures;
  }

  /** The frame that {@link #next} gave last. */
  AVFrame current() {
    return current;
  }

  /** The next frame, until the next call; null at the end. A damaged one is passed over. */
  AVFrame next() {
    current = receive();
    return current;
  }

  private AVFrame receive() {
    while (true) {
      int rc = avcodec.avcodec_receive_frame(codec, frame);
      if (rc >= 0) {
        return frame;
      }
      boolean empty = rc == avutil.AVERROR_EAGAIN() || rc == avutil.AVERROR_EOF();
      if (ended && empty) {
        return null;
      }
      media.deadline().check();
      if (codec.width() == 0) {
        // FFmpeg forgets a size that it refuses; passing over the frame would show an older one.
        throw new LimitExceeded(
            media.file(),
            "a frame whose size is refused",
            "at most " + media.limits().pictureMegapixels() + " megapixels, as the header says",
            "pictureMegapixels");
      }
      if (!ended) {
        send();
      }
    }
  }

  private void send() {
    AVPacket packet = media.nextPacket();
    if (packet == null) {
      ended = true;
      avcodec.avcodec_send_packet(codec, null);
    } else if (packet.stream_index() == media.video().index()) {
      avcodec.avcodec_send_packet(codec, packet);
    }
  }

  /** Microseconds of the last frame as time stamps count; 0 where it has none. */
  long time() {
    AVRational unit = media.video().time_base();
    return unstamped() ? 0 : 1_000_000L * frame.best_effort_timestamp() * unit.num() / unit.den();
  }

  /** Whether the last frame says no time. */
  boolean unstamped() {
    return frame.best_effort_timestamp() == avutil.AV_NOPTS_VALUE;
  }

  /** Seconds from frame to frame, at most 1; the header's mean. */
  double gap() {
    AVRational mean = media.video().avg_frame_rate();
    AVRational rate = mean.num() == 0 && mean.den() == 0 ? media.video().r_frame_rate() : mean;
    return 1 / Math.max(1, (double) rate.num() / rate.den());
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.avcodec_free_context(codec);
  }
}
