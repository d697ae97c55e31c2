package io.im2wav4j.engine.cpu;

/**
 * Where a matrix begins that a product takes, inside of a {@link Matrix}; how many rows and columns
 * it has is said with the product.
 *
 * @param address of its first value
 * @param stride floats from a row to the next
 * @param turned whether what lies there is the transpose of what is meant
 */
public record Part(long address, int stride, boolean turned) {
  /** Only every so many-th row. */
  public Part every(int rows) {
    return new Part(address, rows * stride, turned);
  }

  /** The transpose of what lies there. */
  public Part transpose() {
    return new Part(address, stride, !turned);
  }
}
