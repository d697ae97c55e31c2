package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How far a file reaches, and how far it should by its header: one verdict for all that read.
 * Seconds from the file's start; 0 where the header does not say.
 *
 * @param sound where its sound ends
 * @param promisedSound where its sound should end
 * @param both where the later of its sound and its pictures ends
 * @param all where the last of all its streams ends
 * @param promised where the last of all its streams should end
 * @param late latest time stamp that its sound or pictures begin with: some headers count that time
 *     in, some twice
 */
record Extent(
    Path file,
    double sound,
    double promisedSound,
    double both,
    double all,
    double promised,
    double late) {
  /** A file may end this much before what its header says: encoders round, editors cut. */
  private static final double SLACK_SECONDS = 0.25;

  private static final double SLACK_SHARE = 0.05;

  /**
   * Whether what ends at {@code there} ends too far before {@code expected}.
   *
   * @param expected in seconds
   */
  static boolean endsEarly(double there, double expected) {
    return there < expected - Math.max(SLACK_SECONDS, SLACK_SHARE * expected);
  }

  /** How long the file is: by its header, or as found where that says nothing or something else. */
  double seconds() {
    boolean agree = !endsEarly(both, promised) && !endsEarly(promised, both);
    return promised > 0 && (agree || both <= 0) ? promised : both;
  }

  /**
   * Fails where less is there than a stretch needs.
   *
   * @param until end of the stretch, in seconds; infinite: all of it
   */
  void check(double until) {
    check(sound, promisedSound, until);
    check(all, promised, until);
  }

  private void check(double there, double expected, double until) {
    if (endsEarly(there, Math.min(expected - late, until))) {
      throw new UserError(
          file.toString(),
          String.format(Locale.ROOT, "ends after %.2f s", there),
          String.format(Locale.ROOT, "%.2f s by its header", expected),
          "The file was cut short: fetch or copy it again, or leave it out");
    }
  }
}
