package io.im2wav4j.pipeline;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.models.ModelKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Training runs that belong together.
 *
 * @param root the folder that has them under the names of {@link ModelKind}
 * @param elsewhere runs that lie in other folders
 * @param allowsOtherParents whether Low and Up may be used with another VQ-VAE or image encoder
 *     than those that they were trained with
 */
public record ModelsFolder(Path root, Map<ModelKind, Path> elsewhere, boolean allowsOtherParents) {
  /** Runs that are used with what they were trained with. */
  public ModelsFolder(Path root, Map<ModelKind, Path> elsewhere) {
    this(root, elsewhere, false);
  }

  /** Runs of one folder. */
  public ModelsFolder(Path root) {
    this(root, Map.of());
  }

  /** The same runs, to be used with others than they were trained with, or not. */
  public ModelsFolder allowingOtherParents(boolean allowed) {
    return new ModelsFolder(root, elsewhere, allowed);
  }

  /** The run of one model; it need not exist yet. */
  public Path run(ModelKind model) {
    return elsewhere.getOrDefault(model, root.resolve(model.toString()));
  }

  /** Whether the model has at least one checkpoint. */
  public boolean has(ModelKind model) {
    return Files.exists(run(model).resolve("resolved.yaml"))
        && RunFolder.open(run(model)).latestCheckpoint().isPresent();
  }

  /** The run of a model that must have been trained. */
  public Path trained(ModelKind model) {
    if (!has(model)) {
      throw new UserError(
          run(model).toString(),
          "no trained model",
          "the run of 'im2wav train " + model + "'",
          below()
              .map(folder -> "There are trained models in " + folder + ": give --models " + folder)
              .orElse(
                  "Train it first with --out "
                      + run(model)
                      + ", or name another folder with --models"));
    }
    return run(model);
  }

  /** Sees to it that there is at least one trained model. */
  public void requireAny() {
    if (Stream.of(ModelKind.values()).noneMatch(this::has)) {
      trained(ModelKind.VQVAE);
    }
  }

  /** The folder in the root that has models, as demo/runs is in demo, where the root has none. */
  private Optional<Path> below() {
    if (!Files.isDirectory(root) || anyIn(root)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(Files::isDirectory).filter(ModelsFolder::anyIn).sorted().findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
  }

  private static boolean anyIn(Path folder) {
    ModelsFolder models = new ModelsFolder(folder);
    return Stream.of(ModelKind.values()).anyMatch(models::has);
  }

  /**
   * Sees to it that Low and Up were trained with these, unless others are allowed.
   *
   * @param vqVae SHA-256 of the VQ-VAE's weights
   * @param encoder SHA-256 of the image encoder's
   * @throws UserError with both hashes
   */
  public void requireParents(String vqVae, String encoder) {
    ModelParents.require(this, vqVae, encoder);
  }

  /**
   * Brings finished runs that lie elsewhere into this folder. Their files get a second name here
   * where the file system has them, and are copied otherwise: so a run works like any other folder,
   * everywhere. Another run of that model is replaced.
   */
  public void bring(Map<ModelKind, Path> runs) {
    runs.forEach(
        (model, run) -> {
          Path target = root.resolve(model.toString());
          if (!files(run).equals(files(target))) {
            AtomicFiles.writeFolder(target, folder -> linkAll(run, folder));
          }
        });
  }

  /** Relative paths of all files, each with its size and time of change. */
  private static Map<Path, List<Object>> files(Path folder) {
    Map<Path, List<Object>> all = new HashMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file :
            files.filter(Files::isRegularFile).filter(f -> !f.endsWith(FolderLock.NAME)).toList()) {
          all.put(
              folder.relativize(file), List.of(Files.size(file), Files.getLastModifiedTime(file)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + folder, e);
      }
    }
    return all;
  }

  private static void linkAll(Path from, Path to) throws IOException {
    for (Path file : files(from).keySet()) {
      Path target = to.resolve(file);
      Files.createDirectories(target.getParent());
      try {
        Files.createLink(target, from.resolve(file));
      } catch (UnsupportedOperationException | IOException e) {
        Files.copy(from.resolve(file), target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
