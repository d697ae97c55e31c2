package io.im2wav4j.encoders.registry;

import io.im2wav4j.core.weights.WeightConverter;
import io.im2wav4j.encoders.tflite.TfliteConverter;
import io.im2wav4j.encoders.tflite.TfliteLayout;
import java.io.IOException;
import java.nio.file.Path;

/** How published files become those that the {@link NetworkRegistry} opens. */
public final class PublishedNetworks implements WeightConverter {
  @Override
  public void convert(String network, Path published, Path made) throws IOException {
    switch (network) {
      case "yamnet" -> TfliteConverter.convert(TfliteLayout.YAMNET, published, made);
      case "mobilenet-v2" -> TfliteConverter.convert(TfliteLayout.MOBILENET_V2, published, made);
      default -> throw new IllegalArgumentException("nothing to make of the files of " + network);
    }
  }
}
