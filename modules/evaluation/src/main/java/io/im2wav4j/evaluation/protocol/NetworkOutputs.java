package io.im2wav4j.evaluation.protocol;

import java.util.List;

/**
 * What the networks gave for a list of sounds; null where a network is absent.
 *
 * @param embeddings of each embedder the vectors of each sound, [embedders][sounds] of
 *     [vectors][width]
 * @param logits [sounds][classes]
 * @param encodings [sounds][width]
 * @param onsets times in seconds, [sounds]
 */
record NetworkOutputs(
    List<List<double[][]>> embeddings,
    List<double[]> logits,
    List<double[]> encodings,
    List<double[]> onsets) {}
