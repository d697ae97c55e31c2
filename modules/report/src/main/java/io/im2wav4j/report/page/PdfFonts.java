package io.im2wav4j.report.page;

import io.im2wav4j.report.chart.ChartFont;
import io.im2wav4j.report.text.Letters;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.fontbox.util.autodetect.FontFileFinder;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts of one document: the page's own, then those of this machine that have letters which it
 * lacks. A PDF carries TrueType outlines only, so other fonts are passed over.
 */
final class PdfFonts implements AutoCloseable {
  /** Upright fonts of plain weight first, as the page's own is. */
  private static final Pattern STYLED =
      Pattern.compile(
          "bold|italic|oblique|condensed|light|thin|black|mono|serif|medium|semi|extra");

  private final TrueTypeFont own;
  private final List<TrueTypeFont> others = new ArrayList<>();

  private PdfFonts(TrueTypeFont own) {
    this.own = own;
  }

  /**
   * Opens the fonts for a text.
   *
   * @param text all that is to be written
   * @param shaped the same with letters in their joined forms
   */
  static PdfFonts of(String text, String shaped) throws IOException {
    PdfFonts fonts =
        new PdfFonts(
            new TTFParser()
                .parse(RandomAccessReadBuffer.createBufferFromStream(ChartFont.file(false))));
    Set<Integer> wanted = new TreeSet<>(Letters.missing(text, fonts::has));
    wanted.addAll(Letters.missing(shaped, fonts::has));
    if (!wanted.isEmpty() && ChartFont.available()) {
      for (File file : files()) {
        if (wanted.isEmpty()) {
          break;
        }
        fonts.add(file, wanted);
      }
    }
    return fonts;
  }

  /** Whether one of the fonts has the letter. */
  boolean has(int letter) {
    return has(own, letter) || others.stream().anyMatch(f -> has(f, letter));
  }

  /** The page's own font, for {@code document}. */
  PDFont own(PDDocument document) throws IOException {
    return PDType0Font.load(document, own, true);
  }

  /** The fonts beside the page's own, for {@code document}, which takes in what it uses of them. */
  List<PDFont> others(PDDocument document) throws IOException {
    List<PDFont> fonts = new ArrayList<>();
    for (TrueTypeFont font : others) {
      fonts.add(PDType0Font.load(document, font, true));
    }
    return fonts;
  }

  @Override
  public void close() throws IOException {
    own.close();
    for (TrueTypeFont font : others) {
      font.close();
    }
  }

  private static List<File> files() {
    return new FontFileFinder()
        .find().stream()
            .map(File::new)
            .filter(f -> f.getName().toLowerCase(Locale.ROOT).matches(".*\\.tt[fc]"))
            .distinct()
            .sorted(
                Comparator.comparing(
                        (File f) -> STYLED.matcher(f.getName().toLowerCase(Locale.ROOT)).find())
                    .thenComparing(File::getName)
                    .thenComparing(File::getPath))
            .toList();
  }

  /** Opens the file's first font if it has wanted letters and can be carried by a document. */
  private void add(File file, Set<Integer> wanted) {
    try {
      // Java reads a font's list of letters at once, the parser below reads all of it.
      Font font = Font.createFonts(file)[0];
      List<Integer> found = wanted.stream().filter(font::canDisplay).toList();
      if (found.isEmpty()) {
        return;
      }
      TrueTypeFont parsed = parse(file);
      try (PDDocument trial = new PDDocument()) {
        PDFont written = PDType0Font.load(trial, parsed, true);
        for (int letter : found) {
          written.encode(Character.toString(letter));
        }
        trial.save(OutputStream.nullOutputStream());
      }
      others.add(parsed);
      wanted.removeIf(c -> has(parsed, c));
    } catch (IOException | FontFormatException | RuntimeException e) {
      // A font that cannot be read or may not be embedded is as good as none.
    }
  }

  private static boolean has(TrueTypeFont font, int letter) {
    try {
      int glyph = font.getUnicodeCmapLookup().getGlyphId(letter);
      return glyph > 0
          && (Character.isSpaceChar(letter) || font.getGlyph().getGlyph(glyph) != null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the font " + font, e);
    }
  }

  private static TrueTypeFont parse(File file) throws IOException {
    if (!file.getName().toLowerCase(Locale.ROOT).endsWith(".ttc")) {
      return new TTFParser().parse(new RandomAccessReadBufferedFile(file));
    }
    List<TrueTypeFont> all = new ArrayList<>();
    new TrueTypeCollection(file).processAllFonts(all::add);
    return all.get(0);
  }
}
