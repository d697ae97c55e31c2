package io.im2wav4j.nn.layer;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * oneDNN, by which the tensor engine convolves on processors, switched off where it cannot be
 * trusted.
 *
 * <p>Some virtual machines hide the processor's caches. There oneDNN 3.7 takes their size for 0:
 * its sums divide by it and end the process, and arrays whose channels are no multiple of the
 * vector's length are not filled up with zeros, so that convolutions read what was in that memory
 * before.
 */
public final class OneDnn {
  private static final String CONTEXT = "_ZN2at13globalContextEv";

  /** oneDNN, and NNPACK, which refuses such a processor with a warning at every call. */
  private static final List<String> ENABLE =
      List.of("_ZN2at7Context20setUserEnabledMkldnnEb", "_ZN2at7Context20setUserEnabledNNPACKEb");

  private static final boolean TRUSTED = Processor.reportsCaches() || !switchOff();

  private OneDnn() {}

  /** Whether the engine computes by it, which is settled before the first answer. */
  public static boolean isTrusted() {
    return TRUSTED;
  }

  /** Convolutions by the engine's own products from now on: at::Context of libtorch. */
  private static boolean switchOff() {
    try {
      Engine.getEngine("PyTorch"); // unpacks its library
      Path path = Path.of(LibUtils.getLibtorchPath(), "libtorch_cpu.so");
      NativeLibrary torch = NativeLibrary.getInstance(path.toString());
      Pointer context = torch.getFunction(CONTEXT).invokePointer(new Object[0]);
      for (String library : ENABLE) {
        torch.getFunction(library).invokeVoid(new Object[] {context, false});
      }
      LoggerFactory.getLogger(OneDnn.class)
          .debug("the processor hides its caches: convolutions are computed without oneDNN");
    } catch (LinkageError | RuntimeException e) {
      LoggerFactory.getLogger(OneDnn.class)
          .warn(
              "this machine hides the processor's caches, and oneDNN could not be switched off:"
                  + " convolutions may be wrong",
              e);
    }
    return true;
  }
}
