package io.im2wav4j.encoders.registry;

import io.im2wav4j.core.weights.WeightConverter;
import io.im2wav4j.encoders.efficientat.EfficientAtTensors;
import io.im2wav4j.encoders.tflite.TfliteConverter;
import io.im2wav4j.encoders.tflite.TfliteLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes of published files those that networks are opened from. */
public final class PublishedNetworks implements WeightConverter {
  @Override
  public void convert(String network, Path published, Path made) throws IOException {
    switch (network) {
      case "yamnet" -> Files.write(made, TfliteConverter.toOnnx(TfliteLayout.YAMNET, published));
      case "mobilenet-v2" ->
          Files.write(made, TfliteConverter.toOnnx(TfliteLayout.MOBILENET_V2, published));
      case "efficientat-mn04" -> EfficientAtTensors.convert(published, made);
      default -> throw new IllegalArgumentException("nothing to make of the files of " + network);
    }
  }
}
