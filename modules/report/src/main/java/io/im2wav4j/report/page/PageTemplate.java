package io.im2wav4j.report.page;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Fills the templates, which stand beside this class among the resources. */
final class PageTemplate {
  private static final String RESOURCES = "io/im2wav4j/report/page/";

  private PageTemplate() {}

  /** The filled template. */
  static String fill(String name, Map<String, Object> values) {
    ClasspathLoader loader = new ClasspathLoader(PageTemplate.class.getClassLoader());
    loader.setPrefix(RESOURCES);
    PebbleEngine engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .autoEscaping(true)
            .strictVariables(true)
            .newLineTrimming(true)
            .defaultLocale(Locale.ROOT)
            .build();
    StringWriter text = new StringWriter();
    try {
      engine.getTemplate(name).evaluate(text, values);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot fill the template " + name, e);
    }
    return text.toString();
  }

  /** The text of a resource. */
  static String resource(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
