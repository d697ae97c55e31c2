package io.im2wav4j.core.archive;

import io.im2wav4j.core.tensor.ElementType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The closed list: every class and function that a pickle may name, and what stands for it here.
 * They are what tensors, state dicts, settings and TorchScript modules are made of; none of them
 * does anything but hold values.
 */
final class PickleClasses {
  /** What stands for a class or function. */
  interface Constructor {
    /** What a call gives. */
    Object make(PickleArguments arguments);
  }

  /** A storage's class, which stands in persistent ids and is never called. */
  record StorageClass(ElementType type) {}

  /** A name that is handed over as a value and never called, such as torch.Tensor. */
  record Token(String name) {}

  /** A TorchScript module or a bag of settings, of which only the attributes are kept. */
  static final class ScriptObject extends LinkedHashMap<Object, Object>
      implements PickleMachine.Buildable {
    private static final long serialVersionUID = 1L;

    @Override
    public void build(Object state, PickleInput memory) {
      if (state instanceof Map<?, ?> attributes) {
        memory.charge(56L * attributes.size());
        putAll(attributes);
      } else {
        put("state", state);
      }
    }
  }

  private static final Map<String, ElementType> STORAGES =
      Map.ofEntries(
          Map.entry("DoubleStorage", ElementType.F64),
          Map.entry("FloatStorage", ElementType.F32),
          Map.entry("HalfStorage", ElementType.F16),
          Map.entry("BFloat16Storage", ElementType.BF16),
          Map.entry("LongStorage", ElementType.I64),
          Map.entry("IntStorage", ElementType.I32),
          Map.entry("ShortStorage", ElementType.I16),
          Map.entry("CharStorage", ElementType.I8),
          Map.entry("ByteStorage", ElementType.U8),
          Map.entry("BoolStorage", ElementType.BOOL),
          Map.entry("ComplexFloatStorage", ElementType.C64),
          Map.entry("ComplexDoubleStorage", ElementType.C128),
          Map.entry("QUInt8Storage", ElementType.Q8),
          Map.entry("QInt8Storage", ElementType.Q8),
          Map.entry("QInt32Storage", ElementType.Q32));

  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("float64", ElementType.F64),
          Map.entry("double", ElementType.F64),
          Map.entry("float32", ElementType.F32),
          Map.entry("float", ElementType.F32),
          Map.entry("float16", ElementType.F16),
          Map.entry("half", ElementType.F16),
          Map.entry("bfloat16", ElementType.BF16),
          Map.entry("int64", ElementType.I64),
          Map.entry("long", ElementType.I64),
          Map.entry("int32", ElementType.I32),
          Map.entry("int", ElementType.I32),
          Map.entry("int16", ElementType.I16),
          Map.entry("short", ElementType.I16),
          Map.entry("int8", ElementType.I8),
          Map.entry("uint8", ElementType.U8),
          Map.entry("bool", ElementType.BOOL),
          Map.entry("uint16", ElementType.U16),
          Map.entry("uint32", ElementType.U32),
          Map.entry("uint64", ElementType.U64),
          Map.entry("float8_e4m3fn", ElementType.F8_E4M3),
          Map.entry("float8_e5m2", ElementType.F8_E5M2),
          Map.entry("float8_e4m3fnuz", ElementType.F8_E4M3FNUZ),
          Map.entry("float8_e5m2fnuz", ElementType.F8_E5M2FNUZ),
          Map.entry("float8_e8m0fnu", ElementType.F8_E8M0),
          Map.entry("complex32", ElementType.C32),
          Map.entry("complex64", ElementType.C64),
          Map.entry("cfloat", ElementType.C64),
          Map.entry("complex128", ElementType.C128),
          Map.entry("cdouble", ElementType.C128),
          Map.entry("quint8", ElementType.Q8),
          Map.entry("qint8", ElementType.Q8),
          Map.entry("qint32", ElementType.Q32));

  private static final Set<String> TOKENS =
      Set.of(
          "torch Tensor",
          "torch.nn.parameter Parameter",
          "numpy ndarray",
          "torch per_tensor_affine",
          "torch per_channel_affine");

  private static final Map<String, Constructor> CONSTRUCTORS = constructors();

  private PickleClasses() {}

  private static Map<String, Constructor> constructors() {
    Map<String, Constructor> all = new LinkedHashMap<>();
    all.put("collections OrderedDict", PickleClasses::dictionary);
    for (String builtins : List.of("builtins", "__builtin__")) {
      all.put(builtins + " set", PickleClasses::set);
      all.put(builtins + " frozenset", PickleClasses::set);
      all.put(builtins + " bytes", PickleClasses::encoded);
      all.put(builtins + " bytearray", PickleClasses::encoded);
    }
    all.put("_codecs encode", PickleClasses::encoded);

    // Settings that training programs save beside the weights: values under names, no more.
    Constructor attributes = arguments -> new ScriptObject();
    all.put("argparse Namespace", attributes);
    all.put("pytorch_lightning.utilities.parsing AttributeDict", attributes);
    all.put("lightning_fabric.utilities.data AttributeDict", attributes);

    Constructor first = arguments -> arguments.get(0);
    all.put("torch Size", first);
    all.put("torch device", first);
    all.put("torch._utils _rebuild_tensor", TensorRef::rebuilt);
    all.put("torch._utils _rebuild_tensor_v2", TensorRef::rebuilt);
    all.put("torch._utils _rebuild_tensor_v3", TensorRef::rebuiltFromBytes);
    all.put("torch._utils _rebuild_qtensor", TensorRef::rebuilt);
    all.put("torch._utils _rebuild_parameter", first);
    all.put("torch._utils _rebuild_parameter_with_state", first);
    all.put("torch._tensor _rebuild_from_type_v2", PickleClasses::subclass);
    for (String list : List.of("int", "double", "bool", "tensor")) {
      all.put("torch.jit._pickle build_" + list + "list", first);
    }
    all.put("torch.jit._pickle restore_type_tag", first);

    for (String core : List.of("numpy.core", "numpy._core")) {
      all.put(core + ".multiarray scalar", NumpyArray::scalar);
      all.put(core + ".multiarray _reconstruct", arguments -> new NumpyArray());
      all.put(core + ".numeric _frombuffer", NumpyArray::fromBuffer);
    }
    all.put("numpy dtype", arguments -> new NumpyType(arguments.text(0)));
    return Map.copyOf(all);
  }

  /**
   * What stands for a class or function.
   *
   * @throws RefusedClassException if it is not on the list
   */
  static Object find(String module, String name) {
    if (module.equals("__torch__") || module.startsWith("__torch__.")) {
      return (Constructor) arguments -> new ScriptObject();
    }
    if (module.equals("torch") || module.equals("torch.cuda")) {
      ElementType type = STORAGES.get(name);
      if (type != null) {
        return new StorageClass(type);
      }
    }
    if (module.equals("torch") && TYPES.containsKey(name)) {
      return TYPES.get(name);
    }
    String full = module + " " + name;
    if (full.equals("torch.storage UntypedStorage")) {
      return new StorageClass(ElementType.U8);
    }
    if (TOKENS.contains(full)) {
      return new Token(full);
    }
    Constructor known = CONSTRUCTORS.get(full);
    if (known == null) {
      throw new RefusedClassException(module, name);
    }
    return known;
  }

  private static Object dictionary(PickleArguments arguments) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (arguments.count() > 0) {
      for (Object pair : arguments.elements(0)) {
        if (!(pair instanceof List<?> both) || both.size() != 2) {
          throw new MalformedException("its pickle has a dictionary of what are no pairs");
        }
        map.put(PickleValues.key(both.get(0)), both.get(1));
      }
    }
    return map;
  }

  private static Object set(PickleArguments arguments) {
    Set<Object> set = new LinkedHashSet<>();
    if (arguments.count() > 0) {
      arguments.elements(0).forEach(value -> set.add(PickleValues.key(value)));
    }
    return set;
  }

  /** Bytes, which protocol 2 writes as a text of Latin-1. */
  private static Object encoded(PickleArguments arguments) {
    if (arguments.count() == 0) {
      return new byte[0];
    }
    if (arguments.get(0) instanceof byte[] bytes) {
      return bytes;
    }
    String text = arguments.text(0);
    arguments.memory().charge(text.length());
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** (function, class, its arguments, attributes): the attributes are left out. */
  private static Object subclass(PickleArguments arguments) {
    if (!(arguments.get(0) instanceof Constructor rebuild)
        || !(arguments.get(1) instanceof Token)) {
      throw new MalformedException("its pickle rebuilds what is no tensor");
    }
    return rebuild.make(
        new PickleArguments(PickleValues.tuple(arguments.get(2)), arguments.memory()));
  }
}
