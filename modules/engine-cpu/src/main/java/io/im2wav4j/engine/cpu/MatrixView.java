package io.im2wav4j.engine.cpu;

/**
 * Where a matrix begins that a product takes, inside of a {@link Matrix}; how many rows and columns
 * it has is given with the product.
 *
 * @param address of its first value
 * @param stride floats from a row to the next
 * @param transposed whether what lies there is the transpose of what is meant
 */
public record MatrixView(long address, int stride, boolean transposed) {
  /** Only every so many-th row. */
  public MatrixView every(int rows) {
    return new MatrixView(address, rows * stride, transposed);
  }

  /** The transpose of what lies there. */
  public MatrixView transpose() {
    return new MatrixView(address, stride, !transposed);
  }
}
