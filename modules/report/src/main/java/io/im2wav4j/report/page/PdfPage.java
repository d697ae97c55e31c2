package io.im2wav4j.report.page;

import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.render.DefaultObjectDrawerFactory;
import com.openhtmltopdf.util.XRLog;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.report.chart.ChartFont;
import io.im2wav4j.report.chart.Drawing;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Calendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;

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
          try (PDDocument document = new PDDocument()) {
            render(page, document);
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

  private static void render(Page page, PDDocument document) throws IOException {
    Map<String, Block.Figure> figures = new HashMap<>();
    PageFiles.figures(page).forEach(f -> figures.put(f.key(), f));
    DefaultObjectDrawerFactory drawers = new DefaultObjectDrawerFactory();
    drawers.registerDrawer(CHART, drawer(figures));
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.usePDDocument(document);
    // Tagged for screen readers; and no fonts but those given, so that the machine's are not asked.
    builder.usePdfUaAccessibility(true);
    builder.useObjectDrawerFactory(drawers);
    builder.useFont(() -> ChartFont.file(false), "Roboto", 400, FontStyle.NORMAL, true);
    builder.useFont(() -> ChartFont.file(true), "Roboto", 700, FontStyle.NORMAL, true);
    builder.withW3cDocument(W3CDom.convert(Jsoup.parse(text(page))), null);
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      renderer.layout();
      renderer.createPDFWithoutClosing();
    }
  }

  private static FSObjectDrawer drawer(Map<String, Block.Figure> figures) {
    return (element, x, y, width, height, device, context, dotsPerPixel) -> {
      Block.Figure figure = figures.get(element.getAttribute("data"));
      device.drawWithGraphics(
          (float) x,
          (float) y,
          (float) (width / dotsPerPixel),
          (float) (height / dotsPerPixel),
          g ->
              Drawing.draw(
                  figure.chart(),
                  g,
                  new Rectangle2D.Double(0, 0, width / dotsPerPixel, height / dotsPerPixel)));
      return null;
    };
  }

  private static String text(Page page) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("page", page);
    values.put("paper", true);
    values.put("drawn", Map.of());
    values.put("drawable", ChartFont.available());
    values.put("folder", PageFiles.FOLDER);
    values.put("numbers", new PageNumbers());
    values.put("style", PageTemplate.resource("paper.css"));
    values.put("script", "");
    return PageTemplate.fill("page.peb", values);
  }
}
