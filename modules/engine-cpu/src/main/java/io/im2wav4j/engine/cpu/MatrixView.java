package io.im2wav4j.engine.cpu;

/**
 * An operand of a product inside a {@link Matrix}; its number of rows and columns is given with the
 * product.
 *
 * @param address of its first value
 * @param stride floats from a row to the next
 * @param transposed whether the memory holds the operand's transpose
 */
public record MatrixView(long address, int stride, boolean transposed) {
  /** Every {@code rows}-th row only. */
  public MatrixView every(int rows) {
    return new MatrixView(address, rows * stride, transposed);
  }

  /** The transpose. */
  public MatrixView transpose() {
    return new MatrixView(address, stride, !transposed);
  }
}
