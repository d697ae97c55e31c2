package io.im2wav4j.core.weights;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.tensor.ForeignFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder where weights lie on this machine: ROOT/NAME/FILE, and beside each file FILE.sha256
 * with the hash that it had when it came.
 *
 * @param root the folder; it need not exist
 * @param catalog what may lie there
 */
public record WeightStore(Path root, WeightCatalog catalog) {
  /** Names the folder. */
  public static final String VARIABLE = "IM2WAV_WEIGHTS";

  /** How whole a file is. */
  public enum State {
    /** Not there. */
    MISSING,
    /** There, with the published hash. */
    PUBLISHED,
    /** There as it came; the published hash is not known. */
    UNCHANGED,
    /** There as it came, and not the published file: brought with that said. */
    OTHER,
    /** There, but changed since it came. */
    CHANGED,
    /** There, but put there by hand: no hash is known of it. */
    UNKNOWN
  }

  /** The folder that {@link #VARIABLE} names, or .im2wav/weights in the user's home. */
  public static WeightStore standard() {
    String named = System.getenv(VARIABLE);
    Path root =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".im2wav", "weights")
            : Path.of(named);
    return new WeightStore(root, WeightCatalog.builtIn());
  }

  /** Where a file is or would be. */
  public Path path(WeightEntry entry, WeightFile file) {
    return root.resolve(entry.name()).resolve(file.file());
  }

  /** The first file of an entry, which must be there with all that it needs. */
  public Path require(String name) {
    WeightEntry entry = catalog.get(name);
    for (WeightFile file : entry.files()) {
      if (!file.optional() && !Files.isRegularFile(path(entry, file))) {
        throw absent(entry, file);
      }
    }
    return path(entry, entry.files().get(0));
  }

  /** One file of an entry, if it is there. */
  public Optional<Path> find(String name, String file) {
    WeightEntry entry = catalog.get(name);
    return entry.files().stream()
        .filter(f -> f.file().equals(file))
        .map(f -> path(entry, f))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Looks at a file, reading it whole. */
  public State state(WeightEntry entry, WeightFile file) {
    Path path = path(entry, file);
    if (!Files.isRegularFile(path)) {
      return State.MISSING;
    }
    Path noted = noteOf(path);
    String hash = Hashes.sha256(path);
    if (Files.isRegularFile(noted) && !text(noted).equals(hash)) {
      return State.CHANGED;
    }
    if (file.hashKnown() && file.accepts(hash)) {
      return State.PUBLISHED;
    }
    if (!file.accepts(hash) && file.madeFrom() == null) {
      return State.OTHER;
    }
    return Files.isRegularFile(noted) ? State.UNCHANGED : State.UNKNOWN;
  }

  /**
   * Takes files that the user has into the store: copies each, or makes of it what a network is
   * opened from. Each must be one of the entry's: by its name, by its hash, or as the only one of
   * its ending. A file that is broken, or wants to run something, is refused.
   *
   * @param anyHash take files whose hash is not the published one
   * @param converter makes the files that are not opened as they are published
   */
  public List<AddedFile> add(
      String name, List<Path> files, boolean anyHash, WeightConverter converter) {
    WeightEntry entry = catalog.get(name);
    List<AddedFile> added = new ArrayList<>();
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new UserError(file.toString(), "no such file", "a file of " + name, "Check the path");
      }
      String hash = Hashes.sha256(file);
      WeightFile as = match(entry, file, hash);
      if (!anyHash && !as.accepts(hash)) {
        UserError kind = ForeignFile.standIn(file, as.file() + " of " + name);
        if (kind != null) {
          throw kind;
        }
        throw as.wrongHash(
            file.toString(),
            hash,
            "The file is broken or another version: get it again from "
                + entry.source()
                + ", or say --any-hash if it is meant");
      }
      WeightFormat.check(as.file(), file);
      Path target = path(entry, madeOf(entry, as));
      try (FolderLock lock = FolderLock.take(target.getParent())) {
        make(entry, as, file, target, converter);
        // What an unfinished fetch left.
        Files.deleteIfExists(target.resolveSibling(as.file() + ".part"));
      } catch (IOException e) {
        throw AtomicFiles.writeFailure(target, e);
      }
      added.add(new AddedFile(target, as, hash));
    }
    return added;
  }

  /**
   * Copies a file that came under its name, or converts it, and notes the hash of what is there.
   */
  void make(WeightEntry entry, WeightFile as, Path from, Path target, WeightConverter converter)
      throws IOException {
    if (madeOf(entry, as).equals(as)) {
      AtomicFiles.writeFile(target, temporary -> Files.copy(from, temporary));
    } else {
      AtomicFiles.writeFile(target, temporary -> converter.convert(entry.name(), from, temporary));
    }
    note(target, Hashes.sha256(target));
  }

  /** The file that a published one becomes: itself, unless another is made from it. */
  private static WeightFile madeOf(WeightEntry entry, WeightFile as) {
    return entry.files().stream().filter(f -> as.equals(f.madeFrom())).findFirst().orElse(as);
  }

  private static WeightFile match(WeightEntry entry, Path file, String hash) {
    String name = file.getFileName().toString();
    List<WeightFile> all =
        entry.files().stream().flatMap(f -> Stream.of(f, f.published()).distinct()).toList();
    List<WeightFile> alike =
        all.stream().filter(f -> ending(f.file()).equals(ending(name))).toList();
    return all.stream()
        .filter(f -> f.file().equals(name))
        .findFirst()
        .or(() -> all.stream().filter(f -> !f.sha256().isEmpty() && f.accepts(hash)).findFirst())
        .or(() -> alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty())
        .or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty())
        .orElseThrow(
            () ->
                new UserError(
                    file.toString(),
                    "neither its name nor its hash tells which file of " + entry.name() + " it is",
                    "one of " + String.join(", ", all.stream().map(WeightFile::file).toList()),
                    "Rename the file to what it is"));
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Remembers the hash that a file came with. */
  void note(Path file, String hash) {
    AtomicFiles.writeString(noteOf(file), hash + "\n");
  }

  private static Path noteOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".sha256");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** What to say where a file is not there. */
  private UserError absent(WeightEntry entry, WeightFile file) {
    WeightFile published = file.published();
    return new UserError(
        path(entry, file).toString(),
        "no such file",
        entry.name() + "'s " + file.file() + " (" + published.sizeText() + ")",
        (published.url().isEmpty() ? "" : "Run 'im2wav weights fetch " + entry.name() + "', or ")
            + bring(entry, file));
  }

  /** How a user brings a file. */
  String bring(WeightEntry entry, WeightFile file) {
    WeightFile published = file.published();
    return (published.url().isEmpty() ? "Get " : "get ")
        + published.file()
        + " from "
        + (published.url().isEmpty() ? entry.source() : published.url())
        + " and run 'im2wav weights import "
        + published.file()
        + " --as "
        + entry.name()
        + "'"
        + (file.madeFrom() == null ? ", or put it at " + path(entry, file) : "");
  }
}
