package io.im2wav4j.engine.decode;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.im2wav4j.nn.layer.OneDnn;
import io.im2wav4j.nn.layer.Processor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Products of 8-bit numbers by the processor's instructions for them, which Java's vectors do not
 * offer: tiles (Intel's AMX) or, where it has none, sums of four products (AVX-512 VNNI, with which
 * three products of bytes cost three quarters of one of floats). oneDNN's microkernel writes its
 * code for the processor at run time; the tensor engine's library carries it and exports it as
 * {@code at::native::cpublas::brgemm}. It ends the process where instructions are missing, so
 * {@link #AVAILABLE} is asked first.
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
   * @param packed true: B lies as above
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
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64")
        && leavesInstructions(System.getenv("ONEDNN_MAX_CPU_ISA"))
        && leavesInstructions(System.getenv("DNNL_MAX_CPU_ISA"))
        && Processor.has("avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512_vnni")
        && OneDnn.isTrusted();
  }

  /** Whether oneDNN's own limit, null if none is set, leaves it the instructions. */
  static boolean leavesInstructions(String limit) {
    return limit == null
        || List.of("ALL", "DEFAULT").contains(limit.toUpperCase(Locale.ROOT))
        || limit.toUpperCase(Locale.ROOT).startsWith("AVX512_CORE_");
  }
}
