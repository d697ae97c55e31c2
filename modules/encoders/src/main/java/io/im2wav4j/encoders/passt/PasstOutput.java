package io.im2wav4j.encoders.passt;

/**
 * What PaSST says of clips.
 *
 * @param logits [clips][classes], not normalised
 * @param features [clips][width], the vectors before the head
 */
public record PasstOutput(float[][] logits, float[][] features) {}
