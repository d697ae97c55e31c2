package io.im2wav4j.audio.media;

import java.io.IOException;

/** Takes the chosen frames of a film. */
interface FrameSink {
  /**
   * The next frame.
   *
   * @param seconds its time stamp, from the start of the file
   * @param picture valid during the call; null for the frame before once more
   */
  void accept(double seconds, DecodedPicture picture) throws IOException;
}
