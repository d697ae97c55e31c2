package io.im2wav4j.models.conditioning;

/**
 * How Up is conditioned on the codes of Low.
 *
 * @param codebookSize codes of the level above
 * @param width channels of the residual blocks
 * @param depth residual blocks in each stack
 * @param dilationGrowth dilation of block i is dilationGrowth^(i mod dilationCycle)
 * @param dilationCycle see dilationGrowth
 * @param halvings number of doublings in length, each after a stack of its own
 */
public record CodeConditionerConfig(
    int codebookSize, int width, int depth, int dilationGrowth, int dilationCycle, int halvings) {

  /** Checks the values. */
  public CodeConditionerConfig {
    positive("codebookSize", codebookSize);
    positive("width", width);
    positive("depth", depth);
    positive("dilationGrowth", dilationGrowth);
    positive("dilationCycle", dilationCycle);
    positive("halvings", halvings);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; must be at least 1");
    }
  }

  /** Dilation of a block. */
  public int dilation(int block) {
    return (int) Math.pow(dilationGrowth, block % dilationCycle);
  }
}
