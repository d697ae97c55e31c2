package io.im2wav4j.training.encoder;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import java.util.Arrays;
import java.util.List;

/** What both tasks ask of a list of examples. */
final class Examples {
  private Examples() {}

  /** A hash of ids, labels, pictures and sounds. */
  static String identity(List<Example> examples) {
    StringBuilder text = new StringBuilder();
    for (Example example : examples) {
      text.append(example.id())
          .append(' ')
          .append(example.label())
          .append(' ')
          .append(Arrays.hashCode(example.sound().values()));
      example.pictures().forEach(p -> text.append(' ').append(Arrays.hashCode(p)));
      text.append('\n');
    }
    return Hashes.sha256(text.toString());
  }

  static void atLeast(int least, List<Example> examples) {
    if (examples.size() < least) {
      throw new UserError(
          "training examples",
          examples.size() + " examples that can be read",
          "at least " + least,
          "Look at the data set with 'im2wav data scan'");
    }
  }
}
