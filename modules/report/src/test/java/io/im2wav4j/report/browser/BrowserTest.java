package io.im2wav4j.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.report.SampleDemo;
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
  private static final Path DEMO = Path.of("target", "browser", "demo", "report.html");
  private static final Path VARIANTS = Path.of("target", "browser", "variants", "report.html");
  private static final int DESKTOP = 1280;
  private static final int PHONE = 390;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> program = Chromium.program();
    assumeTrue(
        program.isPresent(), "no Chromium on this machine: install it or give -Dchromium=PROGRAM");
    HtmlPage.write(EVALUATION, SampleResults.evaluationPage());
    HtmlPage.write(EXPERIMENT, SampleResults.experimentPage());
    HtmlPage.write(BENCHMARK, SampleResults.benchmarkPage());
    HtmlPage.write(DEMO, SampleDemo.page());
    HtmlPage.write(VARIANTS, SampleDemo.experimentPage());
    chromium = Chromium.start(program.get());
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (chromium != null) {
      chromium.close();
    }
  }

  static Stream<Path> pages() {
    Stream<Path> own = Stream.of(EVALUATION, EXPERIMENT, BENCHMARK, DEMO, VARIANTS);
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
    // Without a load() of ours: a player knows its length before it is asked to play.
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
          if (a.readyState > 0) done(a.duration);
          a.addEventListener('loadedmetadata', () => done(a.duration));
          a.addEventListener('error', () => done(0));
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
  void noPage_scrollsSideways(Path page) throws InterruptedException {
    for (int width : new int[] {360, PHONE, DESKTOP}) {
      window(width, 740, width < DESKTOP);
      chromium.open(page);
      chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(width);
    }
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

  @ParameterizedTest
  @MethodSource("pages")
  void theFirstPlayer_isSeenEarly_andAtMostFiveFootnotesBeforeAnythingIsOpened(Path page)
      throws InterruptedException {
    for (int width : new int[] {DESKTOP, PHONE}) {
      for (String scheme : List.of("light", "dark")) {
        window(width, 900, width == PHONE);
        prefer(scheme);
        chromium.open(page);
        assertThat(
                chromium
                    .evaluate("document.querySelector('audio').getBoundingClientRect().top")
                    .asDouble())
            .as("%d, %s", width, scheme)
            .isBetween(1.0, 1500.0);
        assertThat(
                chromium.evaluate(
                    "[...document.querySelectorAll('.notes li')].filter(n => n.checkVisibility())"
                        + ".map(n => n.textContent)"))
            .hasSizeLessThanOrEqualTo(5);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void textsOfCharts_overlapNothing_andAreReadableOnAPhone(Path page) throws InterruptedException {
    for (int width : new int[] {DESKTOP, PHONE}) {
      window(width, 900, width == PHONE);
      chromium.open(page);
      chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
      JsonNode faults =
          chromium.evaluate(
              """
              [...document.querySelectorAll('figure svg')].flatMap(svg => {
                const name = svg.closest('figure').querySelector('b').textContent;
                const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
                const texts = [...svg.querySelectorAll('text')].map(t => {
                  const b = t.getBoundingClientRect();
                  const size = parseFloat(getComputedStyle(t).fontSize);
                  // A line's box is taller than its letters.
                  return {what: t.textContent, size: size * scale, left: b.left, right: b.right,
                          top: b.top + 0.15 * b.height, bottom: b.bottom - 0.15 * b.height};
                });
                const straight = [...svg.querySelectorAll('path, line, rect')]
                  .filter(p => !p.closest('defs'))
                  .map(p => ({p, b: p.getBoundingClientRect()}))
                  .filter(x => Math.min(x.b.width, x.b.height) < 3 && Math.max(x.b.width, x.b.height) > 6)
                  .map(x => ({what: 'line', left: x.b.left, right: x.b.right, top: x.b.top, bottom: x.b.bottom}));
                const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
                  && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
                const crosses = (t, l) => l.left < t.right - 1 && l.right > t.left + 1
                  && l.top < t.bottom && l.bottom > t.top;
                const out = [];
                texts.forEach((t, i) => {
                  texts.slice(i + 1).filter(u => meet(t, u)).forEach(u => out.push(name + ': ' + t.what + ' over ' + u.what));
                  straight.filter(l => crosses(t, l)).forEach(l => out.push(name + ': a line through ' + t.what));
                  const box = svg.getBoundingClientRect();
                  if (t.left < box.left - 1 || t.right > box.right + 1) out.push(name + ': ' + t.what + ' leaves the chart');
                  if (t.size < 11) out.push(name + ': ' + t.what + ' of ' + t.size);
                });
                return out;
              })""");
      assertThat(faults).as("%d", width).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void numbersInTables_areNeverBroken(Path page) throws InterruptedException {
    window(PHONE, 740, true);
    chromium.open(page);
    chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    JsonNode broken =
        chromium.evaluate(
            """
            [...document.querySelectorAll('td.num, .big, td.num .detail:not(.long)')]
              .map(e => e.firstChild).filter(n => n && n.nodeType === 3)
              .filter(n => { const r = document.createRange(); r.selectNode(n); return r.getClientRects().length > 1; })
              .map(n => n.textContent)""");
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void texts_standOutFromTheirGround_byDayAndByNight(Path page) throws InterruptedException {
    for (String scheme : List.of("light", "dark")) {
      prefer(scheme);
      chromium.open(page);
      chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
      JsonNode faint =
          chromium.evaluate(
              """
              (() => {
                const numbers = c => c.match(/[0-9.]+/g).map(Number);
                const light = c => {
                  const [r, g, b] = numbers(c).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                };
                const ground = e => {
                  for (let at = e; at; at = at.parentElement) {
                    const c = getComputedStyle(at).backgroundColor;
                    if (c.startsWith('rgb(')) return c;
                  }
                  return 'rgb(255, 255, 255)';
                };
                const seen = new Set();
                return [...document.querySelectorAll('p, li, h1, h2, h3, h4, th, .detail, .quiet, a, summary, dt, dd, span, text')]
                  .filter(e => e.textContent.trim() && !e.closest('.confusion') && e.id !== 'theme')
                  .flatMap(e => {
                    const s = getComputedStyle(e);
                    const ink = e.tagName === 'text' ? s.fill : s.color;
                    const back = ground(e);
                    if (seen.has(ink + back) || !ink.startsWith('rgb(')) return [];
                    seen.add(ink + back);
                    const [a, b] = [light(ink), light(back)];
                    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                    return contrast < 4.5 ? [e.textContent.trim().slice(0, 40) + ': ' + contrast] : [];
                  });
              })()""");
      assertThat(faint).as(scheme).isEmpty();
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
