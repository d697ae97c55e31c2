package io.im2wav4j.evaluation.protocol;

import java.util.Map;

/**
 * One sound of a system.
 *
 * @param item number of its item
 * @param sample which of the item's sounds, from 0
 * @param file name for results
 * @param predicted the classifier's answer, or null
 * @param scores by metric; metrics add theirs
 */
record SoundRow(int item, int sample, String file, String predicted, Map<String, Double> scores) {}
