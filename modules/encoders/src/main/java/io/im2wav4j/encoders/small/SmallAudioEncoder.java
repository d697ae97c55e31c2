package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.encoders.AudioEncoder;
import java.nio.file.Path;
import java.util.List;

/** The sound's half of a trained {@link ContrastivePair}. */
public final class SmallAudioEncoder implements AudioEncoder {
  private final NDManager manager = NDManager.newBaseManager();
  private final ContrastivePair pair;
  private final SmallLogMel frontEnd;
  private final String sha256;

  /** Reads the pair's weights; a file of another configuration is refused. */
  public SmallAudioEncoder(SmallEncoderConfig config, Path weights) {
    this.pair =
        SmallModelFiles.load(weights, manager, values -> new ContrastivePair(values, config));
    this.frontEnd = new SmallLogMel(config.audio());
    this.sha256 = CheckpointFiles.sha256(weights);
  }

  @Override
  public String name() {
    return "small pair (audio tower)";
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public String settings() {
    return Hashes.sha256(Json.line(pair.config()));
  }

  @Override
  public int width() {
    return pair.config().width();
  }

  @Override
  public int sampleRate() {
    return pair.config().audio().sampleRate();
  }

  @Override
  public float[][] encode(List<float[]> clips) {
    return ClipBatches.run(manager, frontEnd, clips, pair.audio()::forward);
  }

  @Override
  public void close() {
    manager.close();
  }
}
