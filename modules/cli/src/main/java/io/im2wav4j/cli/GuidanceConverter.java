package io.im2wav4j.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A scale of guidance: below 0 it would lead away from the picture. */
final class GuidanceConverter implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    try {
      double scale = Double.parseDouble(text);
      if (scale >= 0 && Double.isFinite(scale)) {
        return scale;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException(
        "'"
            + text
            + "'; expected a number from 0: 0 ignores the picture, 1 is no guidance, 3 the paper's");
  }
}
