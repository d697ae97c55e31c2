package io.im2wav4j.evaluation.protocol;

/**
 * What a sound is made for and compared with.
 *
 * @param id unique name
 * @param label the true class, or null: no accuracy
 * @param image name of the picture or video for results files, or null
 * @param reference name of the true sound for results files, or null
 * @param frames the picture, or null: no CLIP-score
 * @param sound the true sound, or null: no Frechet distance and no divergence
 */
public record EvaluationItem(
    String id,
    String label,
    String image,
    String reference,
    FrameSource frames,
    SoundSource sound) {}
