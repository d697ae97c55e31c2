package io.im2wav4j.core.weights;

import java.util.List;

/**
 * A set of files that make up one published network.
 *
 * @param name what commands call it
 * @param purpose what it is for
 * @param licence of the weights, as their publisher says
 * @param source the publisher's page
 * @param files the first is the one a network is opened from
 */
public record WeightEntry(
    String name, String purpose, String licence, String source, List<WeightFile> files) {

  /** Copies the list. */
  public WeightEntry {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files is empty; must name at least one");
    }
  }
}
