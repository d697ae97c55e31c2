package io.im2wav4j;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.DubbedVideo;
import io.im2wav4j.audio.media.VideoFrame;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.features.prepare.FrameEmbeddings;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.generation.GenerationRequest;
import io.im2wav4j.generation.Generator;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.pipeline.GenerationDefaults;
import io.im2wav4j.pipeline.ModelsFolder;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Trained models that make sounds for pictures, opened once and used many times. It owns the memory
 * on the device, the threads, the image encoder and the generator; {@link #close} frees them all.
 *
 * <p>A file gives the same bytes as {@code im2wav generate} does with the same configuration. One
 * thread at a time; a second caller waits.
 */
public final class Im2Wav implements AutoCloseable {
  private static final double FRAME_RATE = 4;

  private final NDManager manager;
  private final ImageEncoder encoder;
  private final Generator generator;
  private final GenerationConfig config;

  private Im2Wav(
      NDManager manager, ImageEncoder encoder, Generator generator, GenerationConfig config) {
    this.manager = manager;
    this.encoder = encoder;
    this.generator = generator;
    this.config = config;
  }

  /**
   * Opens the runs {@code encoder}, {@code vqvae}, {@code low} and {@code up} of a folder, to make
   * sounds as these models say.
   *
   * @param models the folder
   * @param device where the models are, such as {@link Device#cpu()}
   */
  public static Im2Wav open(Path models, Device device) {
    return open(models, GenerationDefaults.of(new ModelsFolder(models)).config(), device);
  }

  /**
   * Opens the runs {@code encoder}, {@code vqvae}, {@code low} and {@code up} of a folder.
   *
   * @param models the folder
   * @param config how sounds are generated
   * @param device where the models are, such as {@link Device#cpu()}
   * @throws io.im2wav4j.core.error.UserError where a model is missing, they do not fit each other,
   *     or Low and Up were trained with another VQ-VAE or image encoder
   */
  public static Im2Wav open(Path models, GenerationConfig config, Device device) {
    ModelsFolder folder = new ModelsFolder(models);
    return open(folder, folder.trained(ModelKind.ENCODER).toString(), config, device);
  }

  /**
   * Opens the runs {@code vqvae}, {@code low} and {@code up} of a folder with another image
   * encoder.
   *
   * @param encoder name of published weights as {@code clip-vit-b32}, a file of them, a run's
   *     folder, or the YAML of an ONNX network: the one that Low and Up were trained with
   */
  public static Im2Wav open(Path models, String encoder, GenerationConfig config, Device device) {
    return open(new ModelsFolder(models), encoder, config, device);
  }

  /**
   * The same, where Low and Up may have been trained with another VQ-VAE or image encoder.
   *
   * @param allowOtherParents whether that is so
   */
  public static Im2Wav open(
      Path models,
      String encoder,
      GenerationConfig config,
      Device device,
      boolean allowOtherParents) {
    return open(
        new ModelsFolder(models).allowingOtherParents(allowOtherParents), encoder, config, device);
  }

  private static Im2Wav open(
      ModelsFolder models, String encoder, GenerationConfig config, Device device) {
    ImageEncoder network =
        new NetworkRegistry(WeightStore.standard()).find(NetworkKind.IMAGE_ENCODER, encoder).open();
    NDManager manager = NDManager.newBaseManager(device);
    try {
      models.requireParents(
          TrainedModels.sha256(models.trained(ModelKind.VQVAE)), network.sha256());
      Generator generator =
          Generator.opening(
              () -> TrainedModels.languageModel(models.trained(ModelKind.LOW), manager),
              () -> TrainedModels.languageModel(models.trained(ModelKind.UP), manager),
              TrainedModels.codec(models.trained(ModelKind.VQVAE), manager),
              config,
              config.samplesPerItem());
      return new Im2Wav(manager, network, generator, config);
    } catch (RuntimeException e) {
      manager.close();
      network.close();
      throw e;
    }
  }

  /**
   * Sounds for a picture or a video.
   *
   * @param file any picture or video that can be read
   * @param seed decides the random numbers, with the file's name
   * @return {@code samplesPerItem} sounds, mono
   */
  public List<AudioClip> generate(Path file, long seed) {
    return generate(file, 0, seed);
  }

  /**
   * Sounds for a video from a time on.
   *
   * @param file any video that can be read
   * @param start in seconds from its start
   * @param seed decides the random numbers, with the file's name
   * @return {@code samplesPerItem} sounds, mono
   */
  public List<AudioClip> generate(Path file, double start, long seed) {
    Item item = Item.of(file).between(start, 0);
    FrameEmbeddings frames;
    synchronized (this) {
      frames = FrameEmbeddings.of(item, encoder, FRAME_RATE);
    }
    return generate(item.id(), new FrameSequence(frames.vectors(), frames.seconds()), seed);
  }

  /**
   * Writes a video with another sound, as MP4: as long as the sound, whose pictures are those of
   * the video from a time on. Where the video ends before, its last picture stays.
   *
   * @param start in seconds from the video's start
   * @param sound of a rate that AAC knows, as 16,000 or 44,100 Hz; several channels become one
   * @param mp4 the file to write
   * @throws io.im2wav4j.core.error.UserError where the video cannot be read, or the file not be
   *     written
   */
  public static void writeVideo(Path video, double start, AudioClip sound, Path mp4) {
    AtomicFiles.writeFile(
        mp4,
        temporary -> {
          Path wav = Files.createTempFile("im2wav", ".wav");
          try {
            WavFile.write(wav, sound, WavFile.Encoding.PCM_16);
            DubbedVideo.write(video, start, Double.POSITIVE_INFINITY, wav, temporary);
          } finally {
            Files.deleteIfExists(wav);
          }
        });
  }

  /** Sounds for a picture. */
  public List<AudioClip> generate(BufferedImage picture, long seed) {
    return generate("picture", List.of(new VideoFrame(0, picture)), seed);
  }

  /**
   * Sounds for frames of a video.
   *
   * @param name decides the random numbers, with the seed
   * @param frames in the order of their times, which count from the sound's start in seconds
   */
  public synchronized List<AudioClip> generate(String name, List<VideoFrame> frames, long seed) {
    return generate(
        name,
        new FrameSequence(
            encoder.embed(frames.stream().map(VideoFrame::image).toList()),
            frames.stream().mapToDouble(VideoFrame::seconds).toArray()),
        seed);
  }

  private synchronized List<AudioClip> generate(String name, FrameSequence embedded, long seed) {
    AudioClip[] clips = new AudioClip[config.samplesPerItem()];
    generator.generate(
        List.of(new GenerationRequest(name, embedded)),
        seed,
        Progress.silent(),
        sound -> clips[sound.sample()] = AudioClip.mono(sound.audio(), sound.sampleRate()));
    return List.of(clips);
  }

  @Override
  public synchronized void close() {
    generator.close();
    encoder.close();
    manager.close();
  }
}
