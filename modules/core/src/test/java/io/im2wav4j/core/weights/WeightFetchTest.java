package io.im2wav4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFetchTest {
  private static final byte[] CONTENT = new byte[300_000];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  /** Makes of a file the same from its end to its beginning. */
  private static final WeightConverter REVERSING =
      (network, published, made) -> Files.write(made, reversed(Files.readAllBytes(published)));

  private static byte[] reversed(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes[bytes.length - 1 - i];
    }
    return out;
  }

  @TempDir Path folder;
  private HttpServer server;
  private final List<String> ranges = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  /** The server breaks the connection after so many bytes, as long as there are entries. */
  private final List<Integer> breaks = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range);
    if (exchange.getRequestURI().getPath().equals("/missing")) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    if (from >= CONTENT.length) {
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("ETag", "\"v1\"");
    exchange.sendResponseHeaders(range == null ? 200 : 206, CONTENT.length - from);
    int until = breaks.isEmpty() ? CONTENT.length : from + breaks.remove(0);
    exchange.getResponseBody().write(CONTENT, from, until - from);
    if (until < CONTENT.length) {
      exchange.getResponseBody().flush();
      throw new IOException("broken on purpose");
    }
    exchange.close();
  }

  private WeightFile file(String path, String hash) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    return new WeightFile("net.bin", 0, hash, url, false, null);
  }

  private static WeightEntry entry(WeightFile file) {
    return new WeightEntry("net", "tests", "none", "nowhere", List.of(file));
  }

  private WeightStore store(WeightFile file) {
    return new WeightStore(folder.resolve("store"), new WeightCatalog(List.of(entry(file))));
  }

  private Path fetch(WeightFile file, Map<String, String> environment) {
    return new WeightFetch(
            store(file), REVERSING, new EnvironmentProxy(environment), Duration.ofMillis(1))
        .fetch(entry(file), file);
  }

  private String hash() throws IOException {
    return Hashes.sha256(Files.write(folder.resolve("content"), CONTENT));
  }

  @Test
  void brokenTransfer_goesOnWhereItStopped() throws IOException {
    breaks.addAll(List.of(100_000, 50_000));
    WeightFile file = file("/net", hash());

    Path got = fetch(file, Map.of());

    assertThat(Files.readAllBytes(got)).isEqualTo(CONTENT);
    assertThat(ranges).hasSize(3);
    assertThat(ranges.get(0)).isNull();
    assertThat(ranges.subList(1, 3)).doesNotContainNull();
    assertThat(store(file).state(entry(file), file)).isEqualTo(WeightStore.State.PUBLISHED);
  }

  @Test
  void transferOfAnEarlierRun_isContinued() throws IOException {
    WeightFile file = file("/net", hash());
    Path part = folder.resolve("store/net/net.bin.part");
    Files.createDirectories(part.getParent());
    Files.write(part, Arrays.copyOf(CONTENT, 123_456));

    assertThat(Files.readAllBytes(fetch(file, Map.of()))).isEqualTo(CONTENT);
    assertThat(ranges).containsExactly("bytes=123456-");
  }

  @Test
  void wrongHash_isRefusedAndNothingIsLeft() {
    WeightFile file = file("/net", "00".repeat(32));

    assertThatThrownBy(() -> fetch(file, Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("SHA-256 is")
        .hasMessageContaining("0000");
    assertThat(folder.resolve("store/net")).doesNotExist();
  }

  @Test
  void proxyOfTheEnvironment_isAskedInsteadOfTheHost() throws IOException {
    String proxy = "http://127.0.0.1:" + server.getAddress().getPort();
    WeightFile file =
        new WeightFile("net.bin", 0, hash(), "http://weights.invalid/some/net", false, null);

    assertThat(Files.readAllBytes(fetch(file, Map.of("HTTP_PROXY", proxy)))).isEqualTo(CONTENT);
    assertThat(asked).containsExactly("http://weights.invalid/some/net");
  }

  @Test
  void noNetwork_saysWhichFileToBringAndWhere() {
    WeightFile file = new WeightFile("net.bin", 0, "", "http://weights.invalid/net", false, null);

    assertThatThrownBy(() -> fetch(file, Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be fetched")
        .hasMessageContaining("http://weights.invalid/net")
        .hasMessageContaining("im2wav weights import net.bin --as net")
        .hasMessageContaining(folder.resolve("store/net/net.bin").toString());
  }

  @Test
  void missingFileOnTheServer_saysTheStatus() {
    assertThatThrownBy(() -> fetch(file("/missing", ""), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("404");
    assertThat(asked).hasSize(1);
  }

  @Test
  void fileWithoutAddress_mustBeBrought() {
    WeightFile file = new WeightFile("net.bin", 0, "", "", false, null);
    assertThatThrownBy(() -> fetch(file, Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("im2wav weights import");
  }

  @Test
  void fileThatIsNoCheckpoint_isThrownAwayThoughNoHashIsKnown() {
    WeightFile file = new WeightFile("net.pt", 0, "", file("/net", "").url(), false, null);
    assertThatThrownBy(() -> fetch(file, Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no known kind");
    assertThat(folder.resolve("store/net")).doesNotExist();
  }

  @Test
  void partOfAnotherVersion_isFetchedAnew() throws IOException {
    WeightFile file = file("/net", hash());
    Path part = folder.resolve("store/net/net.bin.part");
    Files.createDirectories(part.getParent());
    Files.write(part, new byte[CONTENT.length + 1]);

    assertThatThrownBy(() -> fetch(file, Map.of())).isInstanceOf(UserError.class);
    assertThat(Files.readAllBytes(fetch(file, Map.of()))).isEqualTo(CONTENT);
  }

  @Test
  void fileThatIsMadeHere_isMadeOfTheFetchedOneAfterItsHashIsRight() throws IOException {
    breaks.add(100_000);
    WeightFile made = new WeightFile("made.bin", 0, null, null, false, file("/net", hash()));

    Path got = fetch(made, Map.of());

    assertThat(got).hasFileName("made.bin");
    assertThat(Files.readAllBytes(got)).isEqualTo(reversed(CONTENT));
    assertThat(ranges).hasSize(2);
    assertThat(folder.resolve("store/net")).isDirectoryNotContaining("glob:**net.bin*");
    assertThat(store(made).state(entry(made), made)).isEqualTo(WeightStore.State.UNCHANGED);
    Files.delete(got);
    WeightFile wrong =
        new WeightFile("made.bin", 0, null, null, false, file("/net", "0".repeat(64)));
    assertThatThrownBy(() -> fetch(wrong, Map.of())).hasMessageContaining("SHA-256 is");
    assertThat(got).doesNotExist();
  }
}
