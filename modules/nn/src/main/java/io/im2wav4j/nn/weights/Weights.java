package io.im2wav4j.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.ElementType;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.core.tensor.WrappedNames;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Moves tensors between safetensors files and arrays. */
public final class Weights {
  /** What a training program's module puts before all names of the network in it. */
  private static final String HOLDER = "model.";

  private Weights() {}

  /**
   * Makes a model that is to get the values of a file. Sizes that ask for many more values than the
   * file can have are refused before there are any.
   */
  public static <M extends Module> M sized(
      Path file, NDManager manager, Function<ParameterFactory, M> maker) {
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (IOException e) {
      throw new UserError(
          file.toString(),
          "cannot be opened (" + e.getClass().getSimpleName() + ")",
          "a safetensors file",
          "Check the path; was the stage that writes it run?",
          e);
    }
    try {
      return maker.apply(new ParameterFactory(manager, 0, 2 * bytes + (1 << 16)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UserError(
          file.toString(),
          "a file of "
              + bytes
              + " bytes for a model whose sizes ask for more ("
              + e.getMessage()
              + ")",
          "weights of the sizes that model.json beside the checkpoints says",
          "Copy the whole run again from where it was trained",
          e);
    }
  }

  /** Loads a whole file into a model; names and shapes must agree exactly. */
  public static void load(Module model, Path file) {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      load(model, file.toString(), reader.names(), reader::shape, reader::read);
    }
  }

  /**
   * Copies tensors into a model by name, one after the other: only one is in memory beside the
   * model.
   *
   * @param shapes looked at before the first tensor is asked for
   */
  public static void load(
      Module model,
      String source,
      Iterable<String> names,
      Function<String, long[]> shapes,
      Function<String, Tensor> tensors) {
    load(model.state(), model.aliases(), source, names, shapes, tensors);
    model.loadedFrom(source);
  }

  /**
   * Copies tensors into a model by name. Missing, extra and misshapen tensors are all reported in
   * one error; nothing is copied then. Aliases of tied parameters are accepted and passed over.
   *
   * @param source what to call the source in an error
   */
  public static void load(
      Module model, String source, Iterable<String> names, Function<String, Tensor> tensors) {
    load(model.state(), model.aliases(), source, names, tensors);
    model.loadedFrom(source);
  }

  /** Copies tensors into arrays by name, as into a model. */
  public static void load(
      Map<String, NDArray> state,
      Map<String, String> aliases,
      String source,
      Iterable<String> names,
      Function<String, Tensor> tensors) {
    Map<String, Tensor> found = new HashMap<>();
    Function<String, long[]> shapes = n -> found.computeIfAbsent(n, tensors).shape();
    load(state, aliases, source, names, shapes, found::get);
  }

  private static void load(
      Map<String, NDArray> state,
      Map<String, String> aliases,
      String source,
      Iterable<String> givenNames,
      Function<String, long[]> shapes,
      Function<String, Tensor> tensors) {
    Map<String, String> names = plain(givenNames, state.keySet());
    Set<String> found = new LinkedHashSet<>();
    List<String> problems = new ArrayList<>();
    for (String name : names.keySet()) {
      if (aliases.containsKey(name)) {
        continue;
      }
      NDArray target = state.get(name);
      if (target == null) {
        problems.add("extra " + name);
        continue;
      }
      long[] shape = shapes.apply(names.get(name));
      if (!Arrays.equals(shape, target.getShape().getShape())) {
        problems.add(
            name
                + " is "
                + Arrays.toString(shape)
                + ", the model has "
                + Arrays.toString(target.getShape().getShape()));
      }
      found.add(name);
    }
    state.keySet().stream()
        .filter(n -> !found.contains(n))
        .forEach(n -> problems.add("missing " + n));
    if (!problems.isEmpty()) {
      throw new UserError(
          source,
          problems.size()
              + " tensors do not fit: "
              + String.join("; ", problems.subList(0, Math.min(6, problems.size())))
              + (problems.size() > 6 ? "; ..." : ""),
          "exactly the " + state.size() + " tensors of this model's configuration",
          "Use the configuration that the weights were trained with");
    }
    found.forEach(name -> copy(tensors.apply(names.get(name)), state.get(name)));
    requireNumbers(source, found, state);
  }

  /** The model's names, each with the one in the file, which wrappers may have put more into. */
  private static Map<String, String> plain(Iterable<String> given, Set<String> wanted) {
    Map<String, String> names = WrappedNames.unwrapped(given);
    boolean inside =
        !names.isEmpty()
            && names.keySet().stream().allMatch(n -> n.startsWith(HOLDER))
            && wanted.stream().noneMatch(n -> n.startsWith(HOLDER));
    if (!inside) {
      return names;
    }
    Map<String, String> shorter = new LinkedHashMap<>();
    names.forEach((n, from) -> shorter.put(n.substring(HOLDER.length()), from));
    return shorter;
  }

  /** Weights that are not numbers make silence, or codes of nothing, without another sign. */
  private static void requireNumbers(String source, Set<String> names, Map<String, NDArray> state) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (String name : names) {
        NDArray array = state.get(name);
        if (array.getDataType() == DataType.FLOAT32
            && !Float.isFinite(array.stopGradient().sum().getFloat())) {
          throw new UserError(
              source,
              "values in tensor " + name + " that are not numbers",
              "finite weights",
              "The training diverged or the file is damaged: take an earlier checkpoint, or train or"
                  + " get the model again");
        }
      }
    }
  }

  /** Copies values into an existing array of the same shape. */
  public static void copy(Tensor from, NDArray into) {
    if (into.getDataType() == DataType.INT64 || into.getDataType() == DataType.INT32) {
      into.set(from.data().duplicate().order(ByteOrder.LITTLE_ENDIAN));
      return;
    }
    write(from.toFloats(), into);
  }

  /** Writes values over those of a FLOAT32 array that holds as many. */
  public static void write(float[] values, NDArray into) {
    if (into.getDevice().isGpu()) {
      into.set(values);
    } else { // NDArray.set makes the engine print a warning about itself
      into.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().put(values);
    }
  }

  /**
   * A new array owned by {@code manager}: floats as FLOAT32 (FLOAT64 kept), integers as INT64,
   * bytes as booleans kept.
   */
  public static NDArray array(NDManager manager, Tensor tensor) {
    Shape shape = new Shape(tensor.shape());
    return switch (tensor.type()) {
      case F64 -> manager.create(tensor.toDoubles(), shape);
      case F32, F16, BF16 -> manager.create(tensor.toFloats(), shape);
      case BOOL -> {
        boolean[] values = new boolean[tensor.size()];
        int[] ints = tensor.toInts();
        for (int i = 0; i < values.length; i++) {
          values[i] = ints[i] != 0;
        }
        yield manager.create(values, shape);
      }
      default -> {
        long[] values = Arrays.stream(tensor.toInts()).asLongStream().toArray();
        yield manager.create(values, shape);
      }
    };
  }

  /**
   * The values of an array, copied out; FLOAT32, FLOAT64, INT32, INT64 and INT8-like types keep
   * their type.
   */
  public static Tensor tensor(NDArray array) {
    return new Tensor(type(array), array.getShape().getShape(), array.toByteBuffer());
  }

  private static ElementType type(NDArray array) {
    return switch (array.getDataType()) {
      case FLOAT32 -> ElementType.F32;
      case FLOAT64 -> ElementType.F64;
      case FLOAT16 -> ElementType.F16;
      case INT32 -> ElementType.I32;
      case INT64 -> ElementType.I64;
      case UINT8 -> ElementType.U8;
      case BOOLEAN -> ElementType.BOOL;
      default -> throw new IllegalArgumentException("no file type for " + array.getDataType());
    };
  }

  /**
   * The values of an array of the CPU without a copy: valid while the array is open and nobody
   * writes to it.
   */
  public static Tensor view(NDArray array) {
    return new Tensor(type(array), array.getShape().getShape(), array.toByteBuffer(true));
  }

  /** Writes arrays under their names, in the map's order. */
  public static void save(Path file, Map<String, NDArray> arrays, Map<String, String> metadata) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.forEach((name, array) -> tensors.put(name, tensor(array)));
    SafetensorsWriter.write(file, tensors, metadata);
  }
}
