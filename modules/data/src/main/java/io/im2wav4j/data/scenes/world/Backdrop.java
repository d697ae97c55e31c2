package io.im2wav4j.data.scenes.world;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is drawn behind the source. It makes no sound. */
public enum Backdrop {
  /** A plain sky over a plain. */
  PLAIN,
  /** Hills under a sky. */
  HILLS,
  /** A row of houses. */
  TOWN,
  /** A starry sky. */
  NIGHT,
  /** A striped wall and a floor. */
  ROOM;

  /** The name in lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
