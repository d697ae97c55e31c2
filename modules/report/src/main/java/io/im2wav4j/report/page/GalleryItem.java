package io.im2wav4j.report.page;

import java.util.List;

/**
 * A picture and the sounds made for it.
 *
 * @param title as "bell"
 * @param note as the item's id; may be empty
 * @param image the picture, or null where there is none or it is left out
 * @param sounds in the order to show
 */
public record GalleryItem(String title, String note, EmbeddedFile image, List<Sound> sounds) {

  /** Copies the list. */
  public GalleryItem {
    sounds = List.copyOf(sounds);
  }

  /**
   * One sound.
   *
   * @param name as "generated, guidance 3" or "true sound"
   * @param note as "classified as bell"; may be empty
   * @param verdict whether the classifier found the right class
   * @param wav the sound, or null where it is left out
   * @param spectrogram its picture, or null
   */
  public record Sound(
      String name, String note, Verdict verdict, EmbeddedFile wav, Spectrogram spectrogram) {}

  /**
   * The picture of a sound: time to the right, frequency upward on the mel scale.
   *
   * @param image its dots
   * @param seconds how much time it spans
   * @param top the highest frequency in Hz; the lowest is 0
   */
  public record Spectrogram(EmbeddedFile image, double seconds, double top) {}

  /** Whether a sound is of the right kind. */
  public enum Verdict {
    /** It is. */
    RIGHT,
    /** It is not. */
    WRONG,
    /** Nobody asked. */
    UNKNOWN
  }
}
