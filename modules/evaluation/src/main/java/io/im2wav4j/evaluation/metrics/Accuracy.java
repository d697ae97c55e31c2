package io.im2wav4j.evaluation.metrics;

import java.util.List;

/** Top-1 accuracy: how often the class with the largest logit is the right one. */
public final class Accuracy {
  private Accuracy() {}

  /** The class with the largest logit of each clip, [N]; the first of equals. */
  public static int[] predictions(double[][] logits) {
    int[] out = new int[logits.length];
    for (int i = 0; i < out.length; i++) {
      for (int c = 1; c < logits[i].length; c++) {
        if (logits[i][c] > logits[i][out[i]]) {
          out[i] = c;
        }
      }
    }
    return out;
  }

  /** 1 where the prediction is the given class, else 0: [N]. */
  public static double[] perClip(int[] expected, double[][] logits) {
    requirePaired(expected.length, logits.length);
    int[] predicted = predictions(logits);
    double[] out = new double[predicted.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = predicted[i] == expected[i] ? 1 : 0;
    }
    return out;
  }

  /**
   * 1 where the predicted class is one that the map accepts for the item's label, else 0: [N].
   *
   * @param expected the items' labels
   * @param classes the classifier's labels in the order of the logits
   */
  public static double[] perClip(
      List<String> expected, double[][] logits, List<String> classes, LabelMap map) {
    requirePaired(expected.size(), logits.length);
    int[] predicted = predictions(logits);
    double[] out = new double[predicted.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = map.accepts(expected.get(i), classes.get(predicted[i])) ? 1 : 0;
    }
    return out;
  }

  private static void requirePaired(int labels, int clips) {
    if (labels != clips) {
      throw new IllegalArgumentException(labels + " labels for " + clips + " clips");
    }
  }
}
