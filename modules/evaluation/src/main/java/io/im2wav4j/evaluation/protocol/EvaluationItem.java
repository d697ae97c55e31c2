package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.MediaInfo;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.data.manifest.Item;
import java.nio.file.Path;

/**
 * What a sound is made for and compared with.
 *
 * @param id unique name
 * @param label the true class, or null: no accuracy
 * @param image name of the picture or video for results files, or null
 * @param reference name of the true sound for results files, or null
 * @param frames the picture, or null: no CLIP-score
 * @param sound the true sound, or null: no Frechet distance and no divergence
 * @param motion the video's motion, or null
 */
public record EvaluationItem(
    String id,
    String label,
    String image,
    String reference,
    FrameSource frames,
    SoundSource sound,
    MotionSource motion) {

  /** An item without a video. */
  public EvaluationItem(
      String id,
      String label,
      String image,
      String reference,
      FrameSource frames,
      SoundSource sound) {
    this(id, label, image, reference, frames, sound, null);
  }

  /**
   * A manifest's item, its files read when it is their turn.
   *
   * @param base the folder that file names in results are relative to
   * @param seconds how much of the media counts, from the item's start
   * @param frameRate frames a second taken from a video
   */
  public static EvaluationItem of(
      Item item, Path base, double seconds, double frameRate, AudioAccess access) {
    double stretch = Math.min(seconds, item.secondsOrAll());
    // The header tells only where the media is picture and sound in one.
    MediaInfo info = item.image() == null ? MediaFile.probe(item.media()) : null;
    boolean visible = info == null || info.hasVideo();
    boolean sounding = item.media() != null && (info == null || info.hasAudio());
    boolean moving = visible && !PictureFile.isPicture(item.frameSource());
    return new EvaluationItem(
        item.id(),
        item.label().isEmpty() ? null : item.label(),
        visible ? relative(base, item.frameSource()) : null,
        sounding ? relative(base, item.media()) : null,
        visible ? new MediaFrames(item.frameSource(), item.start(), stretch, frameRate) : null,
        sounding ? new MediaSound(item.media(), item.start(), stretch, access) : null,
        moving ? new MediaMotion(item.frameSource(), item.start(), stretch) : null);
  }

  /** A file's name as results files give it: relative to {@code base}, with slashes. */
  static String relative(Path base, Path file) {
    Path name = base.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize());
    return name.toString().replace('\\', '/');
  }
}
