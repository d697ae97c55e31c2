package io.im2wav4j.report.page;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.render.DefaultObjectDrawerFactory;
import com.openhtmltopdf.util.XRLog;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.report.chart.ChartFont;
import io.im2wav4j.report.chart.Drawing;
import io.im2wav4j.report.text.Letters;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;

/**
 * The page on paper: the same text, tables and pictures; charts as vectors; a player becomes a line
 * of text beside its spectrogram. The same page gives the same bytes.
 */
public final class PdfPage {
  private static final String CHART = "im2wav/chart";

  private PdfPage() {}

  /** Writes the PDF. */
  public static void write(Path pdf, Page page) {
    XRLog.setLoggingEnabled(false);
    AtomicFiles.write(
        pdf,
        out -> {
          try (PDDocument document = new PDDocument();
              PdfFonts fonts = fonts(page)) {
            render(page, document, fonts);
            // The time of writing is no part of what is written.
            Calendar never = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
            never.setTimeInMillis(0);
            document.getDocumentInformation().setCreationDate(never);
            document.getDocumentInformation().setProducer("im2wav4j");
            document.setDocumentId(0L);
            document.save(out);
          }
        });
  }

  private static PdfFonts fonts(Page page) throws IOException {
    String text = Jsoup.parse(text(page, List.of())).text();
    return PdfFonts.of(text, new ICUBidiReorderer().shapeText(text));
  }

  private static void render(Page given, PDDocument document, PdfFonts fonts) throws IOException {
    SortedSet<Integer> missing =
        Letters.missing(Jsoup.parse(text(given, List.of())).text(), fonts::has);
    PageFiles.figures(given).forEach(f -> missing.addAll(Drawing.missingLetters(f.chart())));
    Page page = given.withMissingLetters("The PDF", missing);
    Map<String, Block.Figure> figures = new HashMap<>();
    PageFiles.figures(page).forEach(f -> figures.put(f.key(), f));
    DefaultObjectDrawerFactory drawers = new DefaultObjectDrawerFactory();
    drawers.registerDrawer(CHART, drawer(figures, fonts.own(document)));
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.usePDDocument(document);
    // Tagged for screen readers; and no fonts but those given, so that the machine's are not asked.
    builder.usePdfUaAccessibility(true);
    builder.useObjectDrawerFactory(drawers);
    builder.useFont(() -> ChartFont.file(false), "Roboto", 400, FontStyle.NORMAL, true);
    builder.useFont(() -> ChartFont.file(true), "Roboto", 700, FontStyle.NORMAL, true);
    List<String> families = new ArrayList<>(List.of("Roboto"));
    for (PDFont font : fonts.others(document)) {
      families.add("other" + families.size());
      builder.useFont(
          new PDFontSupplier(font), families.get(families.size() - 1), 400, FontStyle.NORMAL, true);
    }
    // Letters of right-to-left scripts come in reading order and unjoined.
    builder.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
    builder.useUnicodeBidiReorderer(new ICUBidiReorderer());
    Document content = Jsoup.parse(text(page, families));
    PaperLayout.keepHeadings(content);
    content
        .body()
        .forEachNode(
            node -> {
              if (node instanceof TextNode text) {
                text.text(Letters.spelled(text.getWholeText(), fonts::has));
              }
            });
    builder.withW3cDocument(W3CDom.convert(content), null);
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      renderer.layout();
      renderer.createPDFWithoutClosing();
    }
  }

  private static FSObjectDrawer drawer(Map<String, Block.Figure> figures, PDFont own) {
    // Text in another font than the page's own becomes outlines.
    PdfBoxGraphics2DFontTextDrawer texts =
        new PdfBoxGraphics2DFontTextDrawer() {
          @Override
          protected PDFont mapFont(Font font, IFontTextDrawerEnv env) {
            return ChartFont.is(font) ? own : null;
          }
        };
    return (element, x, y, width, height, device, context, dotsPerPixel) -> {
      Block.Figure figure = figures.get(element.getAttribute("data"));
      device.drawWithGraphics(
          (float) x,
          (float) y,
          (float) (width / dotsPerPixel),
          (float) (height / dotsPerPixel),
          g -> {
            ((PdfBoxGraphics2D) g).setFontTextDrawer(texts);
            g.scale(PageNumbers.HALF, PageNumbers.HALF);
            Drawing.draw(
                figure.chart(),
                g,
                new Rectangle2D.Double(0, 0, figure.chart().width(), figure.chart().height()));
          });
      return null;
    };
  }

  private static String text(Page page, List<String> families) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("page", page);
    values.put("paper", true);
    values.put("drawn", Map.of());
    values.put("drawable", ChartFont.available());
    values.put("folder", PageFiles.FOLDER);
    values.put("numbers", new PageNumbers());
    values.put(
        "style",
        PageTemplate.resource("paper.css")
            + "body { font-family: "
            + String.join(", ", families)
            + "; }");
    values.put("script", "");
    return PageTemplate.fill("page.peb", values);
  }
}
