package io.im2wav4j.training;

import io.im2wav4j.core.io.Nullable;
import java.util.Map;
import java.util.TreeMap;

/**
 * state.json of a checkpoint. Nothing in it depends on when or how often the run was interrupted.
 *
 * @param step optimiser steps done
 * @param seed of the run
 * @param dataHashes of the content of what it was trained on, by name; checkpoints of earlier
 *     versions have none
 * @param initialLoss of the first step
 * @param smoothedLoss of the last steps
 */
record CheckpointState(
    long step,
    long seed,
    @Nullable Map<String, String> dataHashes,
    double initialLoss,
    double smoothedLoss) {
  CheckpointState {
    dataHashes = dataHashes == null ? Map.of() : new TreeMap<>(dataHashes);
  }
}
