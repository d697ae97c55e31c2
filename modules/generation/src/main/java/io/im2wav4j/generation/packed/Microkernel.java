package io.im2wav4j.generation.packed;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.im2wav4j.nn.layer.Processor;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Products of 8-bit numbers by the processor's tiles for them (Intel's AMX), which Java's vectors
 * do not offer: oneDNN's microkernel, which writes its code for the processor at run time. The
 * tensor engine's library carries it and exports it as {@code at::native::cpublas::brgemm}. It ends
 * the process where instructions are missing, so {@link #AVAILABLE} is asked first. It would take
 * the older instructions for such products (VNNI) too, with which three of them cost three quarters
 * of one of floats; that has not been measured on a processor that has no others.
 */
final class Microkernel {
  /** Set to {@code off}, products stay in Java: to compare, or should the kernel misbehave. */
  static final String SWITCH = "im2wav.microkernel";

  /** The names that a C++ compiler for 64-bit Linux gives them. */
  private static final Map<String, String> SYMBOLS =
      Map.of(
          "multiply", "_ZN2at6native7cpublas6brgemmEllllllbPKhPKaPib",
          "release", "_ZN2at6native7cpublas14brgemm_releaseEb");

  /** Whether this machine has it. */
  static final boolean AVAILABLE = load();

  private Microkernel() {}

  /**
   * C = A B, or C + A B. Addresses are of memory outside the heap; nothing is checked.
   *
   * @param aStride bytes from row to row of A
   * @param bStride numbers from row to row of B, as if it were not packed
   * @param cStride numbers from row to row of C
   * @param add whether to add to what C holds
   * @param a [rows, inputs], 0 to 255
   * @param b [inputs / 4, outputs, 4], -128 to 127
   * @param c [rows, outputs], 32 bits
   * @param packed true: B is as said
   */
  static native void multiply(
      long rows,
      long outputs,
      long inputs,
      long aStride,
      long bStride,
      long cStride,
      boolean add,
      long a,
      long b,
      long c,
      boolean packed);

  /** A thread that has multiplied gives back the processor's tiles. */
  static native void release(boolean packed);

  private static boolean load() {
    if (System.getProperty(SWITCH, "on").equals("off") || !hasInstructions()) {
      return false;
    }
    try {
      Engine.getEngine("PyTorch"); // unpacks its library
      String library = Path.of(LibUtils.getLibtorchPath(), "libtorch_cpu.so").toString();
      FunctionMapper names = (unused, method) -> SYMBOLS.get(method.getName());
      Native.register(
          Microkernel.class,
          NativeLibrary.getInstance(library, Map.of(Library.OPTION_FUNCTION_MAPPER, names)));
      return true;
    } catch (LinkageError | RuntimeException e) {
      LoggerFactory.getLogger(Microkernel.class).debug("products of 8 bits stay in Java", e);
      return false;
    }
  }

  private static boolean hasInstructions() {
    // oneDNN's own limit, if one is set, must leave it the instructions.
    String limit = System.getenv().getOrDefault("ONEDNN_MAX_CPU_ISA", "AVX512_CORE_AMX");
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64")
        && limit.startsWith("AVX512_CORE_AMX")
        && Processor.has("avx512_vnni", "amx_tile", "amx_int8");
  }
}
