package io.im2wav4j.training.encoder;

import io.im2wav4j.encoders.small.LogMel;
import java.util.List;

/**
 * An item as the small networks see it.
 *
 * @param id of the item
 * @param label its kind
 * @param pictures planes of its frames, as {@link io.im2wav4j.encoders.small.SmallPictures} makes
 *     them; empty where only the sound is used
 * @param sound the log-mel of the whole item
 */
public record Example(String id, String label, List<float[]> pictures, LogMel sound) {}
