package io.im2wav4j.attack;

import java.util.ArrayList;
import java.util.List;

/** What one attack has done so far: a row of the table. */
final class Tally {
  /** The columns, in the order of {@link #row}. */
  static final List<String> COLUMNS =
      List.of(
          "attack",
          "cases",
          "crashes",
          "hangs",
          "half-written",
          "differing bytes",
          "foreign files",
          "other exceptions",
          "other faults",
          "worker deaths (allowed)",
          "peak MiB (bound)",
          "note");

  private final String attack;
  private final long boundBytes;
  final List<String> faults = new ArrayList<>();
  long cases;
  long crashes;
  long hangs;
  long halfWritten;
  long differing;
  long foreign;
  long otherExceptions;
  long otherFaults;
  long workerDeaths;
  long peakBytes;
  String note = "";

  /**
   * A row without a case.
   *
   * @param boundBytes the most resident memory that the main process may take
   */
  Tally(String attack, long boundBytes) {
    this.attack = attack;
    this.boundBytes = boundBytes;
  }

  /** Keeps what happened, for the list under the table. */
  synchronized void fault(String what) {
    faults.add(attack + ": " + what);
    System.err.println("attack: FAULT " + attack + ": " + what);
  }

  /** Notes a process's peak of resident memory. */
  synchronized void peak(long bytes) {
    peakBytes = Math.max(peakBytes, bytes);
  }

  /** Whether nothing happened that must not. */
  boolean clean() {
    return faults.isEmpty() && peakBytes <= boundBytes;
  }

  /** The cells of its row. */
  List<String> row() {
    List<String> row = new ArrayList<>(List.of(attack));
    for (long count :
        new long[] {
          cases,
          crashes,
          hangs,
          halfWritten,
          differing,
          foreign,
          otherExceptions,
          otherFaults,
          workerDeaths
        }) {
      row.add(Long.toString(count));
    }
    row.add((peakBytes >> 20) + " (" + (boundBytes >> 20) + ")");
    row.add(note);
    return row;
  }
}
