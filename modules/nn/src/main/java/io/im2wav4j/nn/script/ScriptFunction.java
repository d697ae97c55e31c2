package io.im2wav4j.nn.script;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function of arrays written in TorchScript. Gradients flow through it where they are recorded.
 * It lives as long as the program.
 */
public final class ScriptFunction {
  /** An object of class {@code __torch__.F} whose attribute {@code training} is true. */
  private static final String OBJECT =
      "\u0080\u0002c__torch__\nF\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0088ub.";

  /** An empty tuple. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private final PtSymbolBlock block;

  private ScriptFunction(PtSymbolBlock block) {
    this.block = block;
  }

  /**
   * Compiles a function.
   *
   * @param arguments names of its arrays, separated by commas
   * @param body its lines, with what it returns last; operators as {@code torch.NAME}
   * @throws EngineException where the engine does not know an operator
   */
  public static ScriptFunction of(String arguments, String body) {
    StringBuilder code = new StringBuilder("class F(Module):\n");
    code.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    code.append("  def forward(self: __torch__.F");
    for (String name : arguments.split(",")) {
      code.append(",\n    ").append(name.strip()).append(": Tensor");
    }
    code.append(") -> Tensor:\n");
    body.lines().forEach(line -> code.append("    ").append(line).append('\n'));
    PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
    try {
      return new ScriptFunction(
          JniUtils.loadModule(
              manager, new ByteArrayInputStream(archive(code.toString())), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applies the function; the result belongs to the manager of the first array. */
  public NDArray apply(NDArray... arrays) {
    // The compiler's own derivatives know plain arrays only; these functions are too short to gain.
    JniUtils.setGraphExecutorOptimize(false);
    try {
      // "Training": whether gradients are recorded is the thread's own mode, as for all operations;
      // otherwise results would be frozen, and nothing could be added to them in place.
      NDArray result = IValueUtils.forward(block, new NDList(arrays), true).singletonOrThrow();
      result.attach(arrays[0].getManager());
      return result;
    } finally {
      JniUtils.setGraphExecutorOptimize(true);
    }
  }

  /** The file format of TorchScript: a zip of stored entries. */
  private static byte[] archive(String code) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "f/data.pkl", OBJECT.getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "f/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      store(zip, "f/constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "f/version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
