package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.razorvine.pickle.PickleException;

/**
 * A PyTorch zip archive: {@code ROOT/data.pkl} says what there is, {@code ROOT/data/KEY} holds the
 * numbers. Tensors are named by their path through the pickled modules, dictionaries and lists,
 * which for a TorchScript module is the name in its state dict. The code in an archive is not
 * looked at.
 */
public final class TorchArchive implements TensorFile {
  private static final int DEEPEST = 64;

  private final Path file;
  private final ZipFile zip;
  private final Map<String, TensorView> views = new TreeMap<>();
  private String root;

  private TorchArchive(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /** Opens an archive and reads its list of tensors. */
  public static TorchArchive open(Path file) {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (IOException e) {
      throw broken(file, "is no readable zip archive (" + e.getMessage() + ")", e);
    }
    TorchArchive archive = new TorchArchive(file, zip);
    try {
      archive.collect("", archive.unpickle(), 0);
      return archive;
    } catch (RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private Object unpickle() {
    List<? extends ZipEntry> lists =
        zip.stream().filter(e -> e.getName().matches("[^/]+/data\\.pkl")).toList();
    if (lists.size() != 1) {
      throw broken(file, "has " + lists.size() + " entries named ROOT/data.pkl", null);
    }
    String name = lists.get(0).getName();
    root = name.substring(0, name.length() - "data.pkl".length());
    ZipEntry order = zip.getEntry(root + "byteorder");
    try (InputStream in = zip.getInputStream(lists.get(0))) {
      if (order != null) {
        try (InputStream text = zip.getInputStream(order)) {
          if (text.read() == 'b') {
            throw broken(file, "was written on a big-endian machine", null);
          }
        }
      }
      return new TensorUnpickler().load(in);
    } catch (TensorUnpickler.RefusedClassException e) {
      throw new UserError(
          file.toString(),
          "wants the class " + e.getMessage(),
          "only tensors, dictionaries and TorchScript modules",
          "Nothing of it was run. Save the state dict alone, best as safetensors",
          e);
    } catch (IOException
        | PickleException
        | ClassCastException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | ArithmeticException
        | NullPointerException
        | NegativeArraySizeException e) {
      // What a damaged pickle makes the machine do.
      throw broken(file, "data.pkl cannot be read (" + e + ")", e);
    }
  }

  private void collect(String path, Object value, int depth) {
    if (depth > DEEPEST) {
      throw broken(file, "is nested deeper than " + DEEPEST + " levels at " + path, null);
    }
    if (value instanceof TensorView view) {
      views.put(path, view);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, v) -> collect(join(path, key), v, depth + 1));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(join(path, i), list.get(i), depth + 1);
      }
    } else if (value instanceof Object[] array) {
      collect(path, List.of(array), depth + 1);
    }
  }

  private static String join(String path, Object key) {
    return path.isEmpty() ? String.valueOf(key) : path + "." + key;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(views.keySet());
  }

  @Override
  public long[] shape(String name) {
    return view(name).shape().clone();
  }

  @Override
  public Tensor get(String name) {
    TensorView view = view(name);
    TensorView.Storage storage = view.storage();
    ZipEntry entry = zip.getEntry(root + "data/" + storage.key());
    long bytes = storage.elements() * storage.type().bytes();
    if (entry == null || entry.getSize() != bytes) {
      throw broken(
          file,
          "storage " + storage.key() + " of " + name + " is not there in " + bytes + " bytes",
          null);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return view.read(ByteBuffer.wrap(in.readNBytes(Math.toIntExact(bytes))));
    } catch (IOException | RuntimeException e) {
      throw broken(file, name + " cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private TensorView view(String name) {
    TensorView view = views.get(name);
    if (view == null) {
      throw new UserError(
          file.toString(),
          "no tensor '" + name + "'",
          "one of its " + views.size() + " tensors",
          "Is this the right file?");
    }
    return view;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw broken(file, "cannot be closed (" + e.getMessage() + ")", e);
    }
  }

  private static UserError broken(Path file, String what, Exception cause) {
    return new UserError(
        file.toString(),
        what,
        "a whole PyTorch zip archive (torch.save of PyTorch 1.6 or newer, or TorchScript)",
        "Copy it again, or convert it to safetensors",
        cause);
  }
}
