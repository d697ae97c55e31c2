package io.im2wav4j.encoders.registry;

import io.im2wav4j.core.config.Names;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.FrozenNetwork;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.clip.ClipImageEncoder;
import io.im2wav4j.encoders.onnx.OnnxImageConfig;
import io.im2wav4j.encoders.onnx.OnnxImageEncoder;
import io.im2wav4j.encoders.onnx.OnnxNetwork;
import io.im2wav4j.encoders.passt.PasstClassifier;
import io.im2wav4j.encoders.small.SmallModelFiles;
import io.im2wav4j.encoders.vggish.VggishEncoder;
import io.im2wav4j.encoders.wav2clip.Wav2ClipEncoder;
import io.im2wav4j.encoders.yamnet.YamnetClassifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All frozen networks by name: image encoders, audio encoders, classifiers, embeddings. A new one
 * is a package and a line of {@link #ENTRIES}.
 *
 * <p>A user names a network by the name of published weights ("clip-vit-b32"), by such a name with
 * a file of its own ("vggish:some/file.pth"), by "small:RUN" for a run of this program, or by a
 * path alone where that says which network it is: a run's folder, for an image encoder also a
 * description of an ONNX file in YAML or a file of CLIP's or MobileNetV2's weights.
 *
 * @param store where published weights are
 */
public record NetworkRegistry(WeightStore store) {
  private static final Predicate<Path> NEVER = path -> false;

  /** Of those that serve a kind and recognise a path, the first is taken. */
  private static final List<NetworkEntry<?>> ENTRIES =
      List.of(
          entry("small", AudioClassifier.class, SmallModelFiles::classifier, Files::isDirectory),
          entry("small", AudioEncoder.class, SmallModelFiles::audioEncoder, Files::isDirectory),
          entry("small", ImageEncoder.class, SmallModelFiles::imageEncoder, Files::isDirectory),
          entry("onnx", ImageEncoder.class, OnnxImageEncoder::open, OnnxImageConfig::isYaml),
          entry(
              "mobilenet-v2",
              ImageEncoder.class,
              file -> OnnxImageEncoder.open("mobilenet-v2.yaml", file),
              file -> file.toString().endsWith(".onnx") || OnnxNetwork.isOnnx(file)),
          entry("clip-vit-b32", ImageEncoder.class, ClipImageEncoder::open, Files::isRegularFile),
          entry("wav2clip", AudioEncoder.class, Wav2ClipEncoder::open, NEVER),
          entry("vggish", VggishEncoder.class, VggishEncoder::open, NEVER),
          entry("passt", AudioClassifier.class, PasstClassifier::open, NEVER),
          entry("yamnet", AudioClassifier.class, YamnetClassifier::open, NEVER));

  private static <T extends FrozenNetwork> NetworkEntry<T> entry(
      String name, Class<T> type, Function<Path, T> opener, Predicate<Path> recognises) {
    return new NetworkEntry<>(
        name, type, opener, path -> Files.exists(path) && recognises.test(path));
  }

  /**
   * The network that a user names.
   *
   * @throws UserError where there is none of that name, or its published weights are absent
   */
  public <T extends FrozenNetwork> FoundNetwork<T> find(NetworkKind<T> kind, String named) {
    int colon = named.indexOf(':');
    String name = colon < 0 ? named : named.substring(0, colon);
    Optional<NetworkEntry<T>> entry = serving(kind).filter(e -> e.name().equals(name)).findFirst();
    if (entry.isEmpty()) {
      return at(kind, Path.of(named));
    }
    if (colon < 0 && !store.catalog().has(name)) {
      throw new UserError(
          kind.title(), "'" + name + "' without a path", name + ":PATH", "Name its run or file");
    }
    Path path = colon < 0 ? store.require(name) : Path.of(named.substring(colon + 1));
    return new FoundNetwork<>(path, entry.get().opener());
  }

  /**
   * The path of a network that a user names, for those that pass it on: {@link #at} finds the same
   * network there.
   */
  public Path path(NetworkKind<?> kind, String named) {
    FoundNetwork<?> found = find(kind, named);
    if (!at(kind, found.path()).equals(found)) {
      throw new UserError(
          named,
          "a file of another network's format",
          "one of the network's own",
          "Give the file alone: its format says which network it is");
    }
    return found.path();
  }

  /**
   * The network that a path alone names.
   *
   * @throws UserError where nothing is there, or nothing that says which network it is
   */
  public static <T extends FrozenNetwork> FoundNetwork<T> at(NetworkKind<T> kind, Path path) {
    return serving(kind)
        .filter(entry -> entry.recognises().test(path))
        .findFirst()
        .map(entry -> new FoundNetwork<T>(path, entry.opener()))
        .orElseThrow(() -> unknown(kind, path));
  }

  /** The files whose content decides what the network at a path gives. */
  public static List<Path> files(Path path) {
    if (Files.isDirectory(path)) {
      return SmallModelFiles.files(path);
    }
    return OnnxImageConfig.isYaml(path)
        ? List.of(path, OnnxImageConfig.read(path).weights())
        : List.of(path);
  }

  @SuppressWarnings("unchecked") // what serves a kind opens networks of its type
  private static <T extends FrozenNetwork> Stream<NetworkEntry<T>> serving(NetworkKind<T> kind) {
    return ENTRIES.stream().filter(e -> e.serves(kind)).map(e -> (NetworkEntry<T>) e);
  }

  private static UserError unknown(NetworkKind<?> kind, Path named) {
    List<String> names = serving(kind).map(NetworkEntry::name).distinct().toList();
    String nearest =
        Names.nearest(named.toString(), names).map(n -> "Did you mean '" + n + "'? ").orElse("");
    return new UserError(
        kind.title(),
        "'"
            + named
            + (Files.exists(named) ? "' does not say which network it is" : "' is not there"),
        "one of " + String.join(", ", names) + ", or NAME:PATH",
        nearest + "'im2wav weights list' says what each is for");
  }
}
