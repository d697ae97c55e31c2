package io.im2wav4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  private static final List<List<String>> ROWS =
      List.of(
          List.of("=HYPERLINK(\"x\")", "-1.5", "+3e-4", "-Infinity"),
          List.of("+1+cmd", "@SUM(A1)", "\tx", "\rx"),
          List.of("-2+3", "-", "\u22121", ""));

  @TempDir Path folder;

  /** Names of classes and files come from strangers, and a spreadsheet runs what looks so. */
  @Test
  void textsOfATableThatWouldBeFormulas_getAnApostrophe_numbersStay() throws IOException {
    Path file = folder.resolve("table.csv");
    Csv.writeTable(file, List.of("=a", "b", "c", "d"), ROWS);
    assertThat(Files.readString(file))
        .isEqualTo(
            "'=a,b,c,d\n\"'=HYPERLINK(\"\"x\"\")\",-1.5,+3e-4,-Infinity\n"
                + "'+1+cmd,'@SUM(A1),'\tx,\"'\rx\"\n'-2+3,'-,\u22121,\n");
  }

  @Test
  void filesThatAreReadBack_haveTheirCellsAsGiven() throws IOException {
    Path file = folder.resolve("manifest.csv");
    Csv.write(file, List.of("a", "b", "c", "d"), ROWS);
    assertThat(Files.readString(file)).doesNotContain("'").contains("+1+cmd,@SUM(A1)");
  }
}
