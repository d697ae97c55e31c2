package io.im2wav4j.audio.media;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.config.Default;
import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * What one file may take, so that none, whatever it claims, takes the machine: checked before
 * anything is allocated. {@code configs/limits.yaml} has the defaults, each with its reason.
 *
 * @param itemSeconds for decoding one item, without what is done with it meanwhile
 * @param workerMegabytes memory of a process that decodes, in MiB
 * @param pictureMegapixels of one picture or frame, in millions
 * @param pictureMegabytes of a picture's file, in MiB
 * @param pictureScans passes of one JPEG over its picture
 * @param heldMegapixels of the frames of one item that are held at once, in millions
 * @param heldMegasamples of one sound that is held in one piece, over its channels, in millions
 * @param allocationMegabytes that FFmpeg may take at a time, in MiB
 * @param streams of one file
 * @param channels of one sound
 * @param lowestRate of a sound, in Hz: resampling makes it longer
 * @param highestRate of a sound, in Hz
 * @param hours of one file
 */
public record MediaLimits(
    @Default("600") int itemSeconds,
    @Default("4096") int workerMegabytes,
    @Default("200") int pictureMegapixels,
    @Default("512") int pictureMegabytes,
    @Default("500") int pictureScans,
    @Default("200") int heldMegapixels,
    @Default("500") int heldMegasamples,
    @Default("1024") int allocationMegabytes,
    @Default("1000") int streams,
    @Default("64") int channels,
    @Default("1000") int lowestRate,
    @Default("1000000") int highestRate,
    @Default("24") int hours) {
  /** The system property that names the file with other limits. */
  public static final String PROPERTY = "im2wav.limits";

  private static final int MEGA = 1_000_000;
  private static final int MOST_MEGABYTES = 2047; // arrays and FFmpeg count in 31 bits

  private static volatile Loaded loaded;

  private record Loaded(String file, MediaLimits limits) {}

  /** Checks the values. */
  public MediaLimits {
    within("itemSeconds", itemSeconds, 1, 1_000_000);
    within("workerMegabytes", workerMegabytes, 256, Integer.MAX_VALUE);
    within("pictureMegapixels", pictureMegapixels, 1, 2000);
    within("pictureMegabytes", pictureMegabytes, 1, MOST_MEGABYTES);
    within("pictureScans", pictureScans, 1, 1_000_000);
    within("heldMegapixels", heldMegapixels, 1, Integer.MAX_VALUE);
    within("heldMegasamples", heldMegasamples, 1, Integer.MAX_VALUE);
    within("allocationMegabytes", allocationMegabytes, 16, MOST_MEGABYTES);
    within("streams", streams, 1, 100_000);
    within("channels", channels, 1, 1024);
    within("lowestRate", lowestRate, 1, highestRate);
    within("highestRate", highestRate, 8000, 100_000_000);
    within("hours", hours, 1, 10_000);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + "; must be from " + least + " to " + most);
    }
  }

  /**
   * The limits of this process: those of the file that {@link #PROPERTY} names, else the defaults.
   *
   * @throws UserError where that file is not right
   */
  public static MediaLimits current() {
    String file = System.getProperty(PROPERTY, "");
    Loaded known = loaded;
    if (known == null || !known.file.equals(file)) {
      known =
          new Loaded(
              file,
              file.isEmpty()
                  ? Configs.parse("{}", "limits", MediaLimits.class)
                  : Configs.load(Path.of(file), MediaLimits.class, List.of()));
      loaded = known;
    }
    return known.limits;
  }

  /** Nobody can stop ImageIO between the passes of a JPEG. */
  void checkScans(Path file, int scans) {
    if (scans > pictureScans) {
      throw new LimitExceeded(
          file,
          "a JPEG of over " + pictureScans + " scans",
          "at most " + pictureScans + " scans",
          "pictureScans");
    }
  }

  /** Pixels of one picture. */
  long picturePixels() {
    return (long) pictureMegapixels * MEGA;
  }

  /** Samples of one sound that is held in one piece, over its channels. */
  public long heldSamples() {
    return (long) heldMegasamples * MEGA;
  }

  /** Bytes of a picture's file. */
  long pictureBytes() {
    return (long) pictureMegabytes << 20;
  }

  /** Bytes that FFmpeg may take at a time. */
  long allocationBytes() {
    return (long) allocationMegabytes << 20;
  }

  /** Seconds of one file. */
  double seconds() {
    return 3600.0 * hours;
  }

  /**
   * Fails where a picture is too large.
   *
   * @throws UserError that names the file
   */
  void checkPicture(Path file, long width, long height) {
    if (width > 0 && height > picturePixels() / width) {
      throw new LimitExceeded(
          file,
          width + " x " + height + " pixels",
          "at most " + pictureMegapixels + " million",
          "pictureMegapixels");
    }
  }

  /**
   * Fails where a picture's file is too large.
   *
   * @throws UserError that names the file
   */
  void checkPictureBytes(Path file, long bytes) {
    if (bytes > pictureBytes()) {
      throw new LimitExceeded(
          file,
          "a picture of " + (bytes >> 20) + " MiB",
          "at most " + pictureMegabytes + " MiB",
          "pictureMegabytes");
    }
  }

  /**
   * Fails where a sound cannot be, or has more channels than any.
   *
   * @throws UserError that names the file
   */
  void checkSound(Path file, int rate, int channelCount) {
    if (rate < lowestRate || rate > highestRate) {
      throw new LimitExceeded(
          file,
          "a sound of " + rate + " Hz",
          "from " + lowestRate + " to " + highestRate + " Hz",
          rate < lowestRate ? "lowestRate" : "highestRate");
    }
    if (channelCount > channels) {
      throw new LimitExceeded(
          file, "a sound of " + channelCount + " channels", "at most " + channels, "channels");
    }
  }

  /**
   * Fails where a file is too long.
   *
   * @param until seconds from its start
   * @throws UserError that names the file
   */
  void checkLength(Path file, double until) {
    if (until > seconds()) {
      throw new LimitExceeded(file, "more than " + hours + " hours long", "at most that", "hours");
    }
  }

  /**
   * Fails where the frames of a file are too much to be held at once.
   *
   * @throws UserError that names the file
   */
  void checkHeldFrames(Path file, long pixels) {
    if (pixels > (long) heldMegapixels * MEGA && pixels > picturePixels()) {
      throw new LimitExceeded(
          file,
          "frames of more than " + heldMegapixels + " megapixels together",
          "at most that",
          "heldMegapixels");
    }
  }

  /**
   * Fails where a sound is too large to be held.
   *
   * @param samples over all channels
   * @throws UserError that names the file
   */
  void checkHeld(Path file, long samples) {
    if (samples > heldSamples()) {
      throw new LimitExceeded(
          file,
          "a sound of more than " + heldMegasamples + " million samples",
          "at most that in one piece",
          "heldMegasamples");
    }
  }
}
