package io.im2wav4j.encoders.wav2clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.archive.TensorFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.layer.FloatRows;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wav2CLIP with published weights. Each clip's spectrogram is normalised by itself, so that a
 * vector depends on no neighbour; {@link #encodeTogether} does as the reference.
 */
public final class Wav2ClipEncoder implements AudioEncoder {
  /** The published file is a training program's; the encoder is these parts of its state. */
  private static final Pattern PUBLISHED =
      Pattern.compile("(?:state_dict\\.)?(?:audio_)?(encoder|transform)\\.(.+)");

  /** State that the network does not compute with: a counter, and a window made anew. */
  private static final Pattern UNUSED =
      Pattern.compile(".*\\.num_batches_tracked|encoder\\.spectrogram\\.window");

  private static final int BATCH = 16;

  private final NDManager manager = NDManager.newBaseManager();
  private final Wav2ClipFrontEnd frontEnd = new Wav2ClipFrontEnd();
  private final Wav2ClipNetwork network;
  private final String sha256;

  Wav2ClipEncoder(String source, TensorFile tensors, String sha256) {
    this.sha256 = sha256;
    try {
      this.network = new Wav2ClipNetwork(new ParameterFactory(manager, 0));
      Map<String, String> names = names(source, tensors);
      if (names.isEmpty()) {
        throw new UserError(
            source,
            "has no tensors named audio_encoder.* and audio_transform.*",
            "the published Wav2CLIP.pt",
            "Give that file, or the same tensors as safetensors");
      }
      Weights.load(network, source, names.keySet(), name -> tensors.get(names.get(name)));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Opens the published file or the same tensors as safetensors. */
  public static Wav2ClipEncoder open(Path file) {
    try (TensorFile tensors = TensorFile.open(file)) {
      return new Wav2ClipEncoder(file.toString(), tensors, TensorFile.sha256(file));
    }
  }

  /** Our names of the encoder's tensors, each with its name in the file. */
  private static Map<String, String> names(String source, TensorFile tensors) {
    Map<String, String> out = new LinkedHashMap<>();
    for (String name : tensors.names()) {
      Matcher part = PUBLISHED.matcher(name);
      if (part.matches()) {
        String own = part.group(1) + "." + part.group(2);
        if (!UNUSED.matcher(own).matches()) {
          String other = out.put(own, name);
          if (other != null) {
            throw new UserError(
                source,
                "has both " + other + " and " + name,
                "one encoder",
                "Give the published Wav2CLIP.pt");
          }
        }
      }
    }
    return out;
  }

  @Override
  public String name() {
    return "Wav2CLIP";
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public int width() {
    return Wav2ClipNetwork.WIDTH;
  }

  @Override
  public int sampleRate() {
    return Wav2ClipFrontEnd.SAMPLE_RATE;
  }

  /** The network, for tests. */
  Wav2ClipNetwork network() {
    return network;
  }

  /** The manager, for tests. */
  NDManager manager() {
    return manager;
  }

  @Override
  public float[][] encode(List<float[]> clips) {
    float[][] out = new float[clips.size()][];
    for (int i = 0; i < out.length; i++) {
      if (clips.get(i).length == 0) {
        throw new UserError(
            "clip " + (i + 1) + " of " + out.length,
            "has no samples",
            "a sound for " + name(),
            "Leave out empty sounds");
      }
    }
    // Only clips of equal length go through together.
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int i = 0; i < out.length; i++) {
      byLength.computeIfAbsent(clips.get(i).length, n -> new ArrayList<>()).add(i);
    }
    for (List<Integer> alike : byLength.values()) {
      for (int from = 0; from < alike.size(); from += BATCH) {
        List<Integer> part = alike.subList(from, Math.min(alike.size(), from + BATCH));
        List<float[]> spectrograms = new ArrayList<>();
        for (int i : part) {
          float[] own = frontEnd.logPower(clips.get(i));
          Wav2ClipFrontEnd.normalise(own);
          spectrograms.add(own);
        }
        float[][] rows = embed(spectrograms, true);
        for (int k = 0; k < rows.length; k++) {
          out[part.get(k)] = rows[k];
        }
      }
    }
    return out;
  }

  /**
   * As the reference embeds a batch: one mean and one deviation over all its spectrograms, vectors
   * not of unit length.
   *
   * @param clips of one length, at least one sample
   */
  public float[][] encodeTogether(List<float[]> clips) {
    if (clips.isEmpty()) {
      return new float[0][];
    }
    int length = clips.get(0).length;
    if (length == 0 || clips.stream().anyMatch(clip -> clip.length != length)) {
      throw new IllegalArgumentException(
          "clips of " + clips.stream().map(clip -> clip.length).distinct().toList() + " samples");
    }
    List<float[]> each = clips.stream().map(frontEnd::logPower).toList();
    int size = each.get(0).length;
    float[] all = new float[each.size() * size];
    for (int i = 0; i < each.size(); i++) {
      System.arraycopy(each.get(i), 0, all, i * size, size);
    }
    Wav2ClipFrontEnd.normalise(all);
    List<float[]> spectrograms = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      spectrograms.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
    }
    float[][] out = new float[clips.size()][];
    for (int from = 0; from < out.length; from += BATCH) {
      List<float[]> part = spectrograms.subList(from, Math.min(out.length, from + BATCH));
      System.arraycopy(embed(part, false), 0, out, from, part.size());
    }
    return out;
  }

  /**
   * As the reference's framewise mode on one clip: overlapping stretches embedded as one batch,
   * [stretches][512].
   *
   * @param length samples of a stretch
   * @param hop samples from one to the next
   */
  public float[][] encodeFrames(float[] clip, int length, int hop) {
    if (length < 1 || hop < 1 || clip.length < length) {
      throw new IllegalArgumentException(
          "stretches of " + length + " every " + hop + " samples of " + clip.length);
    }
    List<float[]> frames = new ArrayList<>();
    for (int from = 0; from + length <= clip.length; from += hop) {
      frames.add(Arrays.copyOfRange(clip, from, from + length));
    }
    return encodeTogether(frames);
  }

  private float[][] embed(List<float[]> spectrograms, boolean unitLength) {
    float[][] out = new float[spectrograms.size()][];
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray vectors = network.transform(network.encoding(batch(spectrograms)));
      FloatRows.copy(unitLength ? vectors.normalize(2, 1) : vectors, out, 0);
    }
    return out;
  }

  private NDArray batch(List<float[]> spectrograms) {
    int size = spectrograms.get(0).length;
    FloatBuffer values = FloatBuffer.allocate(spectrograms.size() * size);
    spectrograms.forEach(values::put);
    int frames = size / Wav2ClipFrontEnd.BINS;
    return manager.create(
        values.flip(), new Shape(spectrograms.size(), 1, Wav2ClipFrontEnd.BINS, frames));
  }

  @Override
  public void close() {
    manager.close();
  }
}
