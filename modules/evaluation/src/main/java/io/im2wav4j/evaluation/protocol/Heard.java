package io.im2wav4j.evaluation.protocol;

import java.util.List;

/**
 * What the networks made of a list of sounds; a part is null where its network is.
 *
 * @param embeddings vectors of each sound, [sounds] of [vectors][width]
 * @param logits [sounds][classes]
 * @param encodings [sounds][width]
 */
record Heard(List<double[][]> embeddings, List<double[]> logits, List<double[]> encodings) {}
