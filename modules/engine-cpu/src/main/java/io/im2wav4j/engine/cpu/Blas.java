package io.im2wav4j.engine.cpu;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Matrix products of floats on one thread by the library that the tensor engine brings (MKL),
 * without the engine around them: no array is made for a result, and threads of ours share the
 * work. An object belongs to one thread.
 */
public final class Blas {
  /** Whether this machine's tensor engine brings it. */
  public static final boolean AVAILABLE = load();

  private static final int M = 0;
  private static final int N = 4;
  private static final int K = 8;
  private static final int LDA = 12;
  private static final int LDB = 16;
  private static final int LDC = 20;
  private static final int ALPHA = 24;
  private static final int BETA = 28;
  private static final int PLAIN = 32;
  private static final int TRANSPOSED = 33;

  private final ByteBuffer arguments = ByteBuffer.allocateDirect(40).order(ByteOrder.nativeOrder());
  private final long at = Pointer.nativeValue(Native.getDirectBufferPointer(arguments));

  /** Room for the arguments of a call, which Fortran wants as addresses. */
  public Blas() {
    arguments.put(PLAIN, (byte) 'N').put(TRANSPOSED, (byte) 'T');
  }

  /**
   * C = alpha A B + beta C. Nothing is checked; the matrices' memory must be there until it
   * returns.
   *
   * @param m rows of A and C
   * @param n columns of B and C
   * @param k columns of A, rows of B
   * @param c lies as it is meant
   */
  public void multiply(
      int m, int n, int k, float alpha, MatrixView a, MatrixView b, float beta, MatrixView c) {
    // Fortran counts by columns: it sees every matrix transposed, so C^T = B^T A^T.
    arguments.putInt(M, n).putInt(N, m).putInt(K, k);
    arguments.putInt(LDA, b.stride()).putInt(LDB, a.stride()).putInt(LDC, c.stride());
    arguments.putFloat(ALPHA, alpha).putFloat(BETA, beta);
    sgemm_(
        at + (b.transposed() ? TRANSPOSED : PLAIN),
        at + (a.transposed() ? TRANSPOSED : PLAIN),
        at + M,
        at + N,
        at + K,
        at + ALPHA,
        b.address(),
        at + LDA,
        a.address(),
        at + LDB,
        at + BETA,
        c.address(),
        at + LDC);
    Reference.reachabilityFence(arguments);
  }

  /**
   * How many threads calls from this thread use from now on, 0: the engine's; gives those before.
   */
  public static int threads(int count) {
    return MKL_Set_Num_Threads_Local(count);
  }

  private static native void sgemm_(
      long turnA,
      long turnB,
      long m,
      long n,
      long k,
      long alpha,
      long a,
      long lda,
      long b,
      long ldb,
      long beta,
      long c,
      long ldc);

  private static native int MKL_Set_Num_Threads_Local(int count);

  private static boolean load() {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      return false;
    }
    try {
      Engine.getEngine("PyTorch"); // unpacks its library
      Native.register(
          Blas.class, Path.of(LibUtils.getLibtorchPath(), "libtorch_cpu.so").toString());
      return true;
    } catch (LinkageError | RuntimeException e) {
      LoggerFactory.getLogger(Blas.class).debug("products stay with the tensor engine", e);
      return false;
    }
  }
}
