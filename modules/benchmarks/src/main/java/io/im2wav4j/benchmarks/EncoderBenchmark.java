package io.im2wav4j.benchmarks;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.clip.ClipImageEncoder;
import io.im2wav4j.encoders.passt.PasstClassifier;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.encoders.vggish.VggishEncoder;
import io.im2wav4j.encoders.wav2clip.Wav2ClipEncoder;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Clips and pictures a second through each frozen network, front end included. */
final class EncoderBenchmark implements Benchmark {
  private static final int[] BATCHES = {1, 16};
  private static final double SECONDS = 4.096;
  private static final int PICTURE_WIDTH = 640;
  private static final int PICTURE_HEIGHT = 480;

  private final Map<String, String> notMeasured = new TreeMap<>();
  private final List<Map<String, Object>> rows = new ArrayList<>();

  @Override
  public String name() {
    return "encoders";
  }

  @Override
  public String purpose() {
    return "clips and pictures a second of each frozen network, batch 16 against batch 1";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    int runs = quick ? 1 : 5;
    WeightStore store = WeightStore.standard();
    NetworkRegistry networks = new NetworkRegistry(store);
    try (RandomWeights weights = new RandomWeights()) {
      try (ImageEncoder clip = ClipImageEncoder.open(weights.clip())) {
        measure("CLIP ViT-B/32", "pictures", runs, n -> clip.encode(pictures(n)));
      }
      try (Wav2ClipEncoder wav2clip = Wav2ClipEncoder.open(weights.wav2clip())) {
        measure("Wav2CLIP", "clips", runs, n -> wav2clip.encode(clips(n, 16_000)));
      }
      try (VggishEncoder vggish = VggishEncoder.open(weights.vggish())) {
        measure("VGGish", "clips", runs, n -> vggish.embed(clips(n, 16_000)));
      }
      try (AudioClassifier passt = PasstClassifier.open(weights.passt())) {
        measure("PaSST", "clips", quick ? 1 : 3, n -> passt.logits(clips(n, 32_000)));
      }
      if (present(store, "mobilenet-v2")) {
        try (ImageEncoder mobile =
            networks.find(NetworkKind.IMAGE_ENCODER, "mobilenet-v2").open()) {
          measure("MobileNetV2", "pictures", runs, n -> mobile.encode(pictures(n)));
        }
      }
      if (present(store, "yamnet")) {
        try (AudioClassifier yamnet = networks.find(NetworkKind.CLASSIFIER, "yamnet").open()) {
          measure("YAMNet", "clips", runs, n -> yamnet.logits(clips(n, 16_000)));
        }
      }
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("clips", SECONDS + " s of noise, front end included; PaSST pads them to 10 s");
    facts.put(
        "pictures", PICTURE_WIDTH + " x " + PICTURE_HEIGHT + " pixels, preprocessing included");
    facts.put("weights", "random values, but for the ONNX networks: speed does not depend on them");
    notMeasured.forEach((name, why) -> facts.put(name, "not measured: " + why));
    return new BenchmarkReport(name(), facts, rows);
  }

  private boolean present(WeightStore store, String name) {
    try {
      store.require(name);
      return true;
    } catch (UserError e) {
      notMeasured.put(name, e.getMessage());
      return false;
    }
  }

  private void measure(String network, String what, int runs, IntConsumer work) {
    double alone = 0;
    for (int batch : BATCHES) {
      ProcessMemory.resetPeak();
      double seconds = Stopwatch.seconds(runs, () -> work.accept(batch));
      double rate = batch / seconds;
      alone = batch == 1 ? rate : alone;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("network", network);
      row.put("of", what);
      row.put("batch", batch);
      row.put("perSecond", rate);
      row.put("againstBatch1", rate / alone);
      row.put("msEach", 1000 / rate);
      row.put("peakBytes", ProcessMemory.peakBytes());
      rows.add(row);
    }
  }

  private static List<float[]> clips(int n, int rate) {
    List<float[]> out = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < n; i++) {
      float[] clip = new float[(int) Math.round(SECONDS * rate)];
      for (int t = 0; t < clip.length; t++) {
        clip[t] = (float) (0.1 * random.nextGaussian());
      }
      out.add(clip);
    }
    return out;
  }

  private static List<BufferedImage> pictures(int n) {
    List<BufferedImage> out = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < n; i++) {
      BufferedImage image =
          new BufferedImage(PICTURE_WIDTH, PICTURE_HEIGHT, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < PICTURE_HEIGHT; y++) {
        for (int x = 0; x < PICTURE_WIDTH; x++) {
          image.setRGB(x, y, random.nextInt(1 << 24));
        }
      }
      out.add(image);
    }
    return out;
  }
}
