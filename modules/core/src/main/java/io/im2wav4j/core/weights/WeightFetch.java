package io.im2wav4j.core.weights;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Durability;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches weights over HTTP into a {@link WeightStore}: a broken transfer goes on where it stopped,
 * also in a later run, and a file comes under its name only when its hash is right.
 */
public final class WeightFetch {
  private static final int TRIES = 4;
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final WeightStore store;
  private final WeightConverter converter;
  private final HttpClient client;
  private final Duration pause;

  /**
   * Fetches through the proxy that the environment names, if any.
   *
   * @param converter makes the files that are not opened as they are published
   */
  public WeightFetch(WeightStore store, WeightConverter converter) {
    this(store, converter, new EnvironmentProxy(System.getenv()), Duration.ofSeconds(2));
  }

  /**
   * @param pause between tries
   */
  WeightFetch(
      WeightStore store, WeightConverter converter, EnvironmentProxy proxy, Duration pause) {
    this.store = store;
    this.converter = converter;
    this.pause = pause;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(proxy);
    proxy.authenticator().ifPresent(builder::authenticator);
    this.client = builder.build();
  }

  /**
   * Fetches one file, unless it is there already, or what it is made from, and makes it. One that
   * is broken, or wants to run something, is thrown away like one of a wrong hash.
   *
   * @return where it is
   * @throws UserError where it cannot be fetched by a program, the connection fails for good, or
   *     the hash is wrong
   */
  public Path fetch(WeightEntry entry, WeightFile file) {
    Path target = store.path(entry, file);
    if (Files.isRegularFile(target)) {
      return target;
    }
    WeightFile published = file.published();
    if (published.url().isEmpty()) {
      throw new UserError(
          entry.name(),
          published.file() + " has no address that a program can fetch it from",
          "a file brought by hand",
          store.bring(entry, file));
    }
    Path part = target.resolveSibling(published.file() + ".part");
    try (FolderLock lock = FolderLock.take(target.getParent())) {
      if (Files.isRegularFile(target)) { // another process was faster
        return target;
      }
      IOException last = null;
      for (int attempt = 0; attempt < TRIES; attempt++) {
        try {
          transfer(entry, published, part);
          return finish(entry, published, part, target);
        } catch (ConnectException e) { // no network, no such host: waiting does not help
          throw unreachable(entry, published, e);
        } catch (IOException e) {
          last = e;
          Thread.sleep(pause.toMillis() * attempt);
        }
      }
      throw unreachable(entry, published, last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(
          published.url(),
          "interrupted",
          "a whole transfer",
          "Run it again: it goes on from there");
    }
  }

  private void transfer(WeightEntry entry, WeightFile file, Path part)
      throws IOException, InterruptedException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(file.url())).timeout(ANSWER).GET();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      versionOf(part).ifPresent(v -> request.header("If-Range", v));
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case 200 -> have = 0;
        case 206 -> {}
        case 416 -> { // nothing left, or the part is longer than the file: the hash will tell
          return;
        }
        default -> throw refused(entry, file, response.statusCode());
      }
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      Optional<String> version = response.headers().firstValue("ETag");
      if (have == 0) {
        Files.deleteIfExists(versionFile(part));
        if (version.isPresent() && !version.get().startsWith("W/")) {
          AtomicFiles.writeString(versionFile(part), version.get());
        }
      }
      copy(file, body, part, have, length < 0 ? file.bytes() : have + length);
      if (length >= 0 && Files.size(part) < have + length) {
        throw new IOException("the connection broke after " + Files.size(part) + " bytes");
      }
    }
  }

  private static void copy(WeightFile file, InputStream body, Path part, long have, long total)
      throws IOException {
    try (Progress progress = Progress.start("fetch " + file.file(), total, have);
        OutputStream out =
            Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                have == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        out.write(buffer, 0, n);
        progress.step(n, "");
      }
    }
  }

  private Path finish(WeightEntry entry, WeightFile file, Path part, Path target)
      throws IOException {
    String hash = Hashes.sha256(part);
    if (!file.accepts(hash)) {
      Files.delete(part);
      Files.deleteIfExists(versionFile(part));
      throw file.wrongHash(
          file.url(),
          hash,
          "The file was thrown away. Fetch it again; if it stays so, the address gives another file now");
    }
    try {
      WeightFormat.check(file.file(), part);
      if (target.getFileName().toString().equals(file.file())) {
        Durability.force(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Durability.forceFolder(target.getParent());
        store.note(target, hash);
      } else {
        store.make(entry, file, part, target, converter);
        Files.delete(part);
      }
    } catch (UserError e) {
      Files.delete(part);
      Files.deleteIfExists(versionFile(part));
      throw e;
    }
    Files.deleteIfExists(versionFile(part));
    return target;
  }

  private static Path versionFile(Path part) {
    return part.resolveSibling(part.getFileName() + ".etag");
  }

  private static Optional<String> versionOf(Path part) throws IOException {
    Path file = versionFile(part);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private UserError refused(WeightEntry entry, WeightFile file, int status) {
    return new UserError(
        file.url(), "the server answers " + status, "the file", sentence(store.bring(entry, file)));
  }

  private UserError unreachable(WeightEntry entry, WeightFile file, IOException cause) {
    return new UserError(
        file.url(),
        "cannot be fetched ("
            + cause.getClass().getSimpleName()
            + (cause.getMessage() == null ? "" : ": " + cause.getMessage())
            + ")",
        "a connection, through the proxy in HTTPS_PROXY if there is one",
        "What came so far is kept: run it again to go on. Without a network, "
            + store.bring(entry, file),
        cause);
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
