package io.im2wav4j.pipeline;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.audio.spectral.SpectrogramImage;
import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.Stretch;
import io.im2wav4j.report.page.EmbeddedFile;
import io.im2wav4j.report.page.GalleryItem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads pictures and sounds for a page and counts what it leaves out. */
final class SoundCards {
  private static final Logger LOG = LoggerFactory.getLogger(SoundCards.class);
  private static final int MOST_NAMED = 5;
  private static final int RATE = 16_000;
  private static final int PICTURE_SIDE = 240;

  /** Bytes of sounds that a page without media of others may carry. */
  private static final int SMALL = 1 << 20;

  private final Path folder;
  private final double seconds;
  private final boolean withoutMedia;

  /** Each once, however often a page shows it. */
  private final Set<String> picturesLeftOut = new HashSet<>();

  private final Set<String> soundsLeftOut = new HashSet<>();
  private final Set<String> unreadable = new TreeSet<>();
  private long bytes;

  /**
   * A reader.
   *
   * @param folder that paths of results are relative to
   * @param seconds every sound is cut to this length
   * @param withoutMedia whether pictures, and sounds that were not generated here, are left out
   */
  SoundCards(Path folder, double seconds, boolean withoutMedia) {
    this.folder = folder;
    this.seconds = seconds;
    this.withoutMedia = withoutMedia;
  }

  /** The item's picture; null where there is none or it is left out. */
  EmbeddedFile picture(ItemResult item) {
    if (item.image() == null) {
      return null;
    }
    if (withoutMedia) {
      picturesLeftOut.add(item.image());
      return null;
    }
    Path file = path(item.image());
    if (file == null) {
      return null;
    }
    try {
      BufferedImage image =
          PictureFile.isPicture(file)
              ? PictureFile.read(file)
              : MediaFile.frames(file, part(item.stretch()).start(), 1, 1).get(0).image();
      return EmbeddedFile.picture(image, PICTURE_SIDE);
    } catch (UserError | OutOfMemoryError e) {
      unreadable(item.image(), SkippedItems.reason(item.image(), e));
      return null;
    }
  }

  /** The sound that was scored, with the classifier's choice. */
  GalleryItem.Sound scored(String name, ItemResult item) {
    String note = item.predictedLabel() != null ? "classified as " + item.predictedLabel() : "";
    return sound(name, note, verdict(item), item.generated(), item.generatedStretch());
  }

  /**
   * By the accuracy's own rule where it was measured: several of a classifier's classes may be
   * right for a label of another name.
   */
  static GalleryItem.Verdict verdict(ItemResult item) {
    if (item.label() == null || item.predictedLabel() == null) {
      return GalleryItem.Verdict.UNKNOWN;
    }
    boolean right =
        item.scores().entrySet().stream()
            .filter(score -> score.getKey().startsWith("accuracy"))
            .findFirst()
            .map(score -> score.getValue() > 0)
            .orElse(item.predictedLabel().equals(item.label()));
    return right ? GalleryItem.Verdict.RIGHT : GalleryItem.Verdict.WRONG;
  }

  /** The item's ground truth. */
  GalleryItem.Sound reference(ItemResult item) {
    return sound("ground truth", "", GalleryItem.Verdict.UNKNOWN, item.reference(), item.stretch());
  }

  private Stretch part(Stretch stretch) {
    return stretch == null
        ? new Stretch(0, seconds)
        : new Stretch(stretch.start(), Math.min(seconds, stretch.seconds()));
  }

  private GalleryItem.Sound sound(
      String name, String note, GalleryItem.Verdict verdict, String named, Stretch stretch) {
    Path file = path(named);
    if (file == null) {
      return new GalleryItem.Sound(name, note, verdict, null, null);
    }
    Stretch part = part(stretch);
    if (withoutMedia && (!generatedHere(file) || bytes > SMALL)) {
      soundsLeftOut.add(named + part);
      return new GalleryItem.Sound(name, note, verdict, null, null);
    }
    try {
      AudioClip clip = MediaFile.audio(file, part.start(), part.seconds());
      float[] mono = Resampler.toMono(clip, RATE);
      AudioClip played =
          AudioClip.mono(
              Arrays.copyOf(mono, Math.min(mono.length, (int) (part.seconds() * RATE))), RATE);
      byte[] wav = wav(played);
      bytes += wav.length;
      return new GalleryItem.Sound(
          name,
          note,
          verdict,
          new EmbeddedFile("audio/wav", wav),
          new GalleryItem.Spectrogram(
              EmbeddedFile.png(SpectrogramImage.of(played, 240, 96)),
              played.seconds(),
              RATE / 2.0));
    } catch (UserError | OutOfMemoryError e) {
      unreadable(named, SkippedItems.reason(named, e));
      return new GalleryItem.Sound(name, note, verdict, null, null);
    }
  }

  /** Null, and noted, where the text is no path. */
  private Path path(String named) {
    try {
      return folder.resolve(named);
    } catch (InvalidPathException e) {
      unreadable.add(UserError.printable(named));
      return null;
    }
  }

  private void unreadable(String file, UserError why) {
    if (unreadable.add(file)) {
      LOG.warn("{}", why.getMessage());
    }
  }

  /** Whether im2wav generated the sound: its recipe, beside it, says so. */
  private static boolean generatedHere(Path file) {
    if (!file.toString().endsWith(".wav") || !Files.exists(KeptSound.json(file))) {
      return false;
    }
    try {
      return Generation.wrote(KeptSound.json(file));
    } catch (UserError e) {
      return false; // not a JSON of ours
    }
  }

  /** What was left out, in words; empty where nothing was. */
  String remark() {
    StringBuilder out = new StringBuilder();
    if (!picturesLeftOut.isEmpty() || !soundsLeftOut.isEmpty()) {
      out.append("Left out, for this page is to be passed on: ")
          .append(picturesLeftOut.size())
          .append(" pictures and ")
          .append(soundsLeftOut.size())
          .append(" sounds (those of others, and generated ones beyond a megabyte).");
    }
    if (!unreadable.isEmpty()) {
      out.append(out.isEmpty() ? "" : " ")
          .append(unreadable.size())
          .append(" files that the results name could not be read: ")
          .append(String.join(", ", unreadable.stream().limit(MOST_NAMED).toList()))
          .append(unreadable.size() > MOST_NAMED ? " and others." : ".");
    }
    return out.toString();
  }

  private static byte[] wav(AudioClip clip) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      WavFile.write(out, "memory", clip, WavFile.Encoding.PCM_16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
