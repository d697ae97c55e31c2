package io.im2wav4j.evaluation.protocol;

import java.util.List;

/**
 * What the networks made of a list of sounds; a part is null where its network is.
 *
 * @param embeddings of each embedder the vectors of each sound, [embedders][sounds] of
 *     [vectors][width]
 * @param logits [sounds][classes]
 * @param encodings [sounds][width]
 * @param onsets times in seconds, [sounds]
 */
record Heard(
    List<List<double[][]>> embeddings,
    List<double[]> logits,
    List<double[]> encodings,
    List<double[]> onsets) {}
