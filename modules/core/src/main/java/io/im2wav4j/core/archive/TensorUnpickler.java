package io.im2wav4j.core.archive;

import io.im2wav4j.core.tensor.ElementType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import net.razorvine.pickle.objects.ClassDict;

/**
 * The pickle machine with a closed list of classes: those that plain tensors are made of, and
 * TorchScript's module classes, of which only the attributes are kept. A pickle can name any class
 * and have it called; every other one is refused by name.
 */
final class TensorUnpickler extends Unpickler {
  private static final Map<String, ElementType> STORAGES =
      Map.of(
          "torch DoubleStorage", ElementType.F64,
          "torch FloatStorage", ElementType.F32,
          "torch HalfStorage", ElementType.F16,
          "torch BFloat16Storage", ElementType.BF16,
          "torch LongStorage", ElementType.I64,
          "torch IntStorage", ElementType.I32,
          "torch ShortStorage", ElementType.I16,
          "torch CharStorage", ElementType.I8,
          "torch ByteStorage", ElementType.U8,
          "torch BoolStorage", ElementType.BOOL);

  private static final Map<String, IObjectConstructor> CLASSES =
      Map.of(
          "collections OrderedDict", args -> new HashMap<String, Object>(),
          "torch Size", args -> args[0],
          "torch._utils _rebuild_tensor", TensorUnpickler::view,
          "torch._utils _rebuild_tensor_v2", TensorUnpickler::view,
          "torch._utils _rebuild_parameter", args -> args[0],
          "torch.jit._pickle build_intlist", args -> args[0],
          "torch.jit._pickle build_doublelist", args -> args[0],
          "torch.jit._pickle build_boollist", args -> args[0],
          "torch.jit._pickle build_tensorlist", args -> args[0],
          "torch.jit._pickle restore_type_tag", args -> args[0]);

  /** Names the class that a file is not allowed to use. */
  static final class RefusedClassException extends PickleException {
    private static final long serialVersionUID = 1L;

    RefusedClassException(String name) {
      super(name);
    }
  }

  /** A storage's class stands only in persistent ids and makes nothing. */
  private record StorageClass(ElementType type) implements IObjectConstructor {
    @Override
    public Object construct(Object[] args) {
      throw new PickleException("a storage is not made by a call");
    }
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    switch (key) {
      case Opcodes.GLOBAL -> {
        String module = PickleUtils.readline(input);
        stack.add(constructor(module, PickleUtils.readline(input)));
        return NO_RETURN_VALUE;
      }
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        stack.add(constructor((String) stack.pop(), name));
        return NO_RETURN_VALUE;
      }
      case Opcodes.INST, Opcodes.OBJ, Opcodes.EXT1, Opcodes.EXT2, Opcodes.EXT4 ->
          throw new RefusedClassException("(by an opcode of old pickles)");
      default -> {
        return super.dispatch(key);
      }
    }
  }

  private static IObjectConstructor constructor(String module, String name) {
    String full = module + " " + name;
    ElementType type = STORAGES.get(full);
    if (type != null) {
      return new StorageClass(type);
    }
    if (module.startsWith("__torch__.")) {
      return args -> new ClassDict(module, name);
    }
    IObjectConstructor known = CLASSES.get(full);
    if (known == null) {
      throw new RefusedClassException(module + "." + name);
    }
    return known;
  }

  /** ("storage", class, key, device, elements): the device does not matter, numbers are numbers. */
  @Override
  protected Object persistentLoad(Object pid) {
    Object[] id = (Object[]) pid;
    ElementType type = ((StorageClass) id[1]).type();
    return new TensorView.Storage(type, (String) id[2], ((Number) id[4]).longValue());
  }

  private static Object view(Object[] args) {
    return new TensorView(
        (TensorView.Storage) args[0],
        ((Number) args[1]).longValue(),
        longs(args[2]),
        longs(args[3]));
  }

  private static long[] longs(Object sizes) {
    Object[] all = sizes instanceof List<?> list ? list.toArray() : (Object[]) sizes;
    long[] out = new long[all.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = ((Number) all[i]).longValue();
    }
    return out;
  }
}
