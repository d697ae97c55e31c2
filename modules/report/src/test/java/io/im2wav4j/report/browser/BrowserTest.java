package io.im2wav4j.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.report.SampleResults;
import io.im2wav4j.report.page.HtmlPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages in headless Chromium: of made-up numbers, and the one that -Dreport.page names. Skipped
 * where there is no Chromium.
 */
class BrowserTest {
  private static final Path EVALUATION = Path.of("target", "browser", "evaluation", "report.html");
  private static final Path EXPERIMENT = Path.of("target", "browser", "experiment", "report.html");
  private static final Path BENCHMARK = Path.of("target", "browser", "benchmark", "report.html");
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> program = Chromium.program();
    assumeTrue(
        program.isPresent(), "no Chromium on this machine: install it or give -Dchromium=PROGRAM");
    HtmlPage.write(EVALUATION, SampleResults.evaluationPage());
    HtmlPage.write(EXPERIMENT, SampleResults.experimentPage());
    HtmlPage.write(BENCHMARK, SampleResults.benchmarkPage());
    chromium = Chromium.start(program.get());
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (chromium != null) {
      chromium.close();
    }
  }

  static Stream<Path> pages() {
    Stream<Path> own = Stream.of(EVALUATION, EXPERIMENT, BENCHMARK);
    String given = System.getProperty("report.page", "");
    return given.isEmpty() ? own : Stream.concat(own, Stream.of(Path.of(given)));
  }

  @BeforeEach
  void desktopInDaylight() {
    window(1200, 900, false);
    prefer("light");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothingIsAskedOfTheNetwork_andNothingFails(Path page) throws InterruptedException {
    chromium.open(page);
    durations();
    List<String> asked = new ArrayList<>();
    for (JsonNode event : chromium.events("Network.requestWillBeSent")) {
      String url = event.path("request").path("url").asText();
      if (!url.startsWith("data:")) {
        asked.add(url);
      }
    }
    assertThat(asked).containsExactly(page.toAbsolutePath().toUri().toString());
    assertThat(chromium.events("Runtime.exceptionThrown")).isEmpty();
    assertThat(chromium.events("Runtime.consoleAPICalled")).isEmpty();
    assertThat(chromium.events("Log.entryAdded")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPlayer_hasASoundThatPlays(Path page) throws InterruptedException {
    chromium.open(page);
    JsonNode durations = durations();
    assertThat(durations.size())
        .isEqualTo(chromium.evaluate("document.querySelectorAll('audio').length").asInt());
    assertThat(durations).allSatisfy(d -> assertThat(d.asDouble()).isPositive());
  }

  /** The length of each player's sound in seconds, 0 for one that cannot be played. */
  private static JsonNode durations() {
    return chromium.evaluate(
        """
        Promise.all([...document.querySelectorAll('audio')].map(a => new Promise(done => {
          a.addEventListener('loadedmetadata', () => done(a.duration));
          a.addEventListener('error', () => done(0));
          a.preload = 'metadata';
          a.load();
        })))""");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyChart_isDrawnWithSizeAndText(Path page) throws InterruptedException {
    chromium.open(page);
    chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    JsonNode charts =
        chromium.evaluate(
            """
            [...document.querySelectorAll('figure')].map(f => {
              const svg = f.querySelector('svg');
              const box = svg.getBoundingClientRect();
              return [box.width, box.height, svg.querySelectorAll('path').length,
                      svg.querySelectorAll('text').length];
            })""");
    assertThat(charts).isNotEmpty();
    for (JsonNode chart : charts) {
      assertThat(chart.get(0).asDouble()).isGreaterThan(200);
      assertThat(chart.get(1).asDouble()).isGreaterThan(30);
      assertThat(chart.get(2).asInt()).isPositive();
      assertThat(chart.get(3).asInt()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyColumn_sortsByAClickUpAndByASecondDown(Path page) throws InterruptedException {
    chromium.open(page);
    int columns =
        chromium.evaluate("document.querySelectorAll('table.data thead th').length").asInt();
    assertThat(columns).isPositive();
    for (int i = 0; i < columns; i++) {
      for (int sign : new int[] {1, -1}) {
        JsonNode sorted =
            chromium.evaluate(
                """
                (() => {
                  const head = document.querySelectorAll('table.data thead th')[%d];
                  head.querySelector('button').click();
                  const cells = [...head.closest('table').tBodies[0].rows].map(r => r.cells[head.cellIndex]);
                  const numbers = cells.map(c => c.dataset.sort).filter(s => s !== undefined).map(Number)
                    .filter(n => !Number.isNaN(n));
                  return {numbers, aria: head.getAttribute('aria-sort')};
                })()"""
                    .formatted(i));
        assertThat(sorted.path("aria").asText()).isEqualTo(sign > 0 ? "ascending" : "descending");
        List<Double> numbers = new ArrayList<>();
        sorted.path("numbers").forEach(n -> numbers.add(sign * n.asDouble()));
        assertThat(numbers).isSorted();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theKeyboard_sortsToo(Path page) throws InterruptedException {
    chromium.open(page);
    chromium.evaluate("document.querySelector('table.data thead button').focus()");
    for (String type : List.of("keyDown", "keyUp")) {
      chromium.send(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              "Enter",
              "code",
              "Enter",
              "windowsVirtualKeyCode",
              13,
              "text",
              "\r"));
    }
    assertThat(
            chromium
                .evaluate("document.querySelector('table.data thead th').getAttribute('aria-sort')")
                .asText())
        .isEqualTo("ascending");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPhone_neverScrollsSideways(Path page) throws InterruptedException {
    window(360, 740, true);
    chromium.open(page);
    chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(360);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void darkAndLight_followTheReader_andTheButtonTurnsThem(Path page) throws InterruptedException {
    chromium.open(page);
    assertThat(brightness()).isGreaterThan(200);
    prefer("dark");
    assertThat(brightness()).isLessThan(60);
    chromium.evaluate("document.getElementById('theme').click()");
    assertThat(brightness()).isGreaterThan(200);
    chromium.evaluate("document.getElementById('theme').click()");
    assertThat(brightness()).isLessThan(60);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void picturesAndTablesAndPlayers_areNamedForThoseWhoDoNotSeeThem(Path page)
      throws InterruptedException {
    chromium.open(page);
    JsonNode unnamed =
        chromium.evaluate(
            """
            [...document.querySelectorAll('img:not([alt]), audio:not([aria-label]), svg:not([aria-label])'),
             ...[...document.querySelectorAll('table')].filter(t => !t.caption),
             ...[...document.querySelectorAll('button')].filter(b => !b.textContent.trim() && !b.ariaLabel)]
              .map(e => e.outerHTML.slice(0, 80))""");
    assertThat(unnamed).isEmpty();
    JsonNode levels =
        chromium.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map(h => Number(h.tagName[1]))");
    assertThat(levels.get(0).asInt()).isEqualTo(1);
    for (int i = 1; i < levels.size(); i++) {
      assertThat(levels.get(i).asInt() - levels.get(i - 1).asInt()).isLessThanOrEqualTo(1);
    }
  }

  private static double brightness() {
    return chromium
        .evaluate(
            """
            (() => {
              const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number);
              return (r + g + b) / 3;
            })()""")
        .asDouble();
  }

  private static void window(int width, int height, boolean mobile) {
    chromium.send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
  }

  private static void prefer(String scheme) {
    chromium.send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }
}
