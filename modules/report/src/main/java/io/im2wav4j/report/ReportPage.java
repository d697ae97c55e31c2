package io.im2wav4j.report;

import io.im2wav4j.core.io.AtomicFiles;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * One HTML page that needs nothing besides itself: style, charts, pictures and sounds are inside.
 * It follows the reader's light or dark setting. The numbers behind charts and tables are written
 * beside it, in the folder charts/.
 */
public final class ReportPage {
  private static final String RESOURCES = "io/im2wav4j/report/";

  private ReportPage() {}

  /** Writes the page and its CSV files; what stood under these names is replaced. */
  public static void write(Path html, ReportModel model) {
    Path folder = html.toAbsolutePath().getParent();
    Map<String, Object> view = new PageView(folder.resolve("charts")).of(model);
    view.put("style", resource("report.css"));
    ClasspathLoader loader = new ClasspathLoader(ReportPage.class.getClassLoader());
    loader.setPrefix(RESOURCES);
    PebbleEngine engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .autoEscaping(true)
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build();
    StringWriter text = new StringWriter();
    try {
      engine.getTemplate("report.peb").evaluate(text, view);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot fill the report's template", e);
    }
    AtomicFiles.writeString(html, text.toString());
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
