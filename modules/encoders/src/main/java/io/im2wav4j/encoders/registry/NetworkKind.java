package io.im2wav4j.encoders.registry;

import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEmbedder;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.FrozenNetwork;
import io.im2wav4j.encoders.ImageEncoder;

/**
 * What a network is wanted for.
 *
 * @param title in messages
 * @param type what it must implement
 */
public record NetworkKind<T extends FrozenNetwork>(String title, Class<T> type) {
  /** Pictures to vectors. */
  public static final NetworkKind<ImageEncoder> IMAGE_ENCODER =
      new NetworkKind<>("image encoder", ImageEncoder.class);

  /** Sounds to vectors of an image encoder's space. */
  public static final NetworkKind<AudioEncoder> AUDIO_ENCODER =
      new NetworkKind<>("audio encoder", AudioEncoder.class);

  /** Sounds to classes. */
  public static final NetworkKind<AudioClassifier> CLASSIFIER =
      new NetworkKind<>("classifier", AudioClassifier.class);

  /** Sounds to the vectors of a Frechet distance. */
  public static final NetworkKind<AudioEmbedder> EMBEDDING =
      new NetworkKind<>("embedding", AudioEmbedder.class);
}
