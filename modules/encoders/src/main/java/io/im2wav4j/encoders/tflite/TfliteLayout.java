package io.im2wav4j.encoders.tflite;

/**
 * What a published classifier looks like, and how its ONNX graph is to be called: planes of
 * features, convolutions, a mean over each plane (the embedding), a linear layer (the logits) and a
 * sigmoid or softmax (the scores).
 *
 * @param network its name in messages
 * @param input the graph's input
 * @param height of a plane that the first convolution sees
 * @param width of a plane
 * @param channels planes; a single one has no axis of its own in the graph's input
 * @param frontEnd whether the file computes the planes from something else, which is cut off
 * @param scores the graph's output of scores
 * @param classes scores of an item
 * @param embedding values of an embedding
 */
public record TfliteLayout(
    String network,
    String input,
    int height,
    int width,
    int channels,
    boolean frontEnd,
    String scores,
    int classes,
    int embedding) {

  /** YAMNet: sounds of 15,600 samples go through an STFT to 96 frames of 64 mel bands first. */
  public static final TfliteLayout YAMNET =
      new TfliteLayout("YAMNet", "logmel", 96, 64, 1, true, "scores", 521, 1024);

  /** MobileNetV2 of width 1.0: pictures of 224 x 224 from -1 to 1. */
  public static final TfliteLayout MOBILENET_V2 =
      new TfliteLayout("MobileNetV2", "x", 224, 224, 3, false, "probs", 1001, 1280);

  boolean isInput(int[] shape) {
    return shape.length == 4 && shape[1] == height && shape[2] == width && shape[3] == channels;
  }

  @Override
  public String toString() {
    return String.format(
        "%s with planes of %d x %d x %d, %d values of an embedding and %d classes",
        network, height, width, channels, embedding, classes);
  }
}
