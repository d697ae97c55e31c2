package io.im2wav4j.audio.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * The packets of a stretch of H.264, to be copied. That needs a key frame where the stretch begins:
 * hiding the pictures between the key frame before it and there is left to players by an edit list,
 * and browsers do not all do it.
 *
 * <p>The stretch is read twice: first for whether and how far it can be copied.
 */
final class PacketCopy {
  private static final double LONGEST_GAP = 0.1;

  /** An hour at 240 a second; their times are held. */
  private static final int MOST_PICTURES = 864_000;

  private final OpenMedia media;
  private final double start;
  private final double gap;
  private final AVRational time;
  private final double unit;
  private final long cut;
  private final long length;
  private String reason = "";
  private boolean searched;
  private final long origin;
  private long[] shown;
  private long[] decoded;
  private long last;
  private int at;

  private PacketCopy(OpenMedia media, double start, double cut, double length) {
    this.media = media;
    this.start = start;
    AVRational its = media.video().time_base(); // gone with the stream when the file is read again
    this.time = avutil.av_make_q(its.num(), its.den());
    this.unit = avutil.av_q2d(time);
    this.origin = Math.round((start + media.zero()) / unit);
    this.cut = Math.round(cut / unit);
    this.length = Math.round(length / unit);
    double rate = media.info().frameRate();
    this.gap = rate > 0 ? Math.min(LONGEST_GAP, 1 / rate) : LONGEST_GAP;
  }

  /**
   * Looks whether a stretch can be copied.
   *
   * @param start of the stretch, in seconds from the start of the file
   * @param cut seconds of pictures
   * @param length seconds for which the last picture stays at least, from {@code start}
   */
  static PacketCopy of(OpenMedia media, double start, double cut, double length) {
    PacketCopy copy = new PacketCopy(media, start, cut, length);
    copy.reason = copy.look();
    return copy;
  }

  boolean isPossible() {
    return reason.isEmpty();
  }

  /** Why not. */
  String reason() {
    return reason;
  }

  /** Of the time stamps of the packets. */
  AVRational unit() {
    return time;
  }

  private String look() {
    int codec = media.video().codecpar().codec_id();
    int format = media.video().codecpar().format();
    if (codec != avcodec.AV_CODEC_ID_H264) {
      return "the video is " + avcodec.avcodec_get_name(codec).getString() + ", not h264";
    }
    if (format != avutil.AV_PIX_FMT_YUV420P && format != avutil.AV_PIX_FMT_YUVJ420P) {
      BytePointer name = avutil.av_get_pix_fmt_name(format);
      return "its pictures are of "
          + (name == null ? "an unknown form" : "the form " + name.getString())
          + ", which few players know in H.264";
    }
    searched = start > PictureDecoder.SEEK_SECONDS;
    AVPacket packet = toKey();
    if (packet == null && searched) {
      searched = false;
      packet = toKey();
    }
    if (packet == null) {
      return String.format(Locale.ROOT, "it has no key frame at %.3f s", start);
    }
    return lookOn(packet);
  }

  /** The key frame that is on screen when the stretch begins, or within half a frame. */
  private AVPacket toKey() {
    if (searched) {
      if (!media.toPackets(Math.round(1e6 * (start - 1 + media.zero())))) {
        return null;
      }
    } else {
      media.toPackets();
    }
    boolean first = !searched;
    for (AVPacket packet = media.nextPicturePacket();
        packet != null;
        packet = media.nextPicturePacket()) {
      boolean past = packet.dts() != avutil.AV_NOPTS_VALUE && (packet.dts() - origin) * unit > gap;
      if (packet.pts() == avutil.AV_NOPTS_VALUE || past && !first) {
        return null;
      }
      double at = (packet.pts() - origin) * unit;
      boolean isKey = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
      if (isKey && at >= -gap / 2 && (at <= gap / 2 || first)) {
        return packet;
      }
      first = false;
    }
    return null;
  }

  private String lookOn(AVPacket from) {
    long key = from.pts();
    List<Long> needed = new ArrayList<>();
    List<Long> read = new ArrayList<>();
    for (AVPacket packet = from; packet != null; packet = media.nextPicturePacket()) {
      if (packet.dts() != avutil.AV_NOPTS_VALUE && packet.dts() - origin >= cut) {
        break;
      }
      if (packet.pts() == avutil.AV_NOPTS_VALUE) {
        return "it has no time stamps";
      }
      if (packet.pts() < key) {
        return String.format(
            Locale.ROOT, "its key frame at %.3f s is not one to begin with", start);
      }
      if ((packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0) {
        return "it has pictures that are not to be shown";
      }
      if (has(packet, avcodec.AV_PKT_DATA_NEW_EXTRADATA)) {
        return "it changes its form on the way";
      }
      read.add(packet.pts());
      if (needed.isEmpty() || packet.pts() - origin < cut) {
        needed.addAll(read);
        read.clear();
      }
      if (needed.size() + read.size() > MOST_PICTURES) {
        return "it has too many pictures";
      }
    }
    return place(needed.stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * When each packet is shown and decoded, from the start of the stretch. Pictures after its end
   * that others need are shown in its last moments. A file's own times of decoding are not used, as
   * not every format has them.
   */
  private String place(long[] needed) {
    long[] late = Arrays.stream(needed).skip(1).filter(p -> p - origin >= cut).sorted().toArray();
    shown = new long[needed.length];
    for (int i = 1; i < needed.length; i++) {
      int rank = Arrays.binarySearch(late, needed[i]);
      shown[i] = rank < 0 ? needed[i] - origin : cut - late.length + rank;
    }
    decoded = Arrays.stream(shown).sorted().toArray();
    last = decoded[decoded.length - 1];
    long delay = 0;
    for (int i = 0; i < shown.length; i++) {
      if (i > 0 && decoded[i] == decoded[i - 1]) {
        return "two of its pictures have one time";
      }
      delay = Math.max(delay, decoded[i] - shown[i]);
    }
    for (int i = 0; i < decoded.length; i++) {
      decoded[i] -= delay;
    }
    return "";
  }

  private static boolean has(AVPacket packet, int sideData) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      return avcodec.av_packet_get_side_data(packet, sideData, size) != null;
    }
  }

  /** The next packet with its time stamps in the stretch; null at the end. */
  AVPacket next() {
    if (at == shown.length) {
      return null;
    }
    AVPacket packet = at == 0 ? toKey() : media.nextPicturePacket();
    if (packet == null) {
      throw media.undecodable(null);
    }
    packet.pts(shown[at]).dts(decoded[at]);
    if (shown[at] == last || at == shown.length - 1) {
      packet.duration(Math.max(1, length - shown[at]));
    }
    at++;
    return packet;
  }
}
