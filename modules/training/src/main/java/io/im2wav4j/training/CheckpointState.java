package io.im2wav4j.training;

/**
 * state.json of a checkpoint. Nothing in it depends on when or how often the run was interrupted.
 *
 * @param step optimiser steps done
 * @param seed of the run
 * @param data identity of what is trained on
 * @param initialLoss of the first step
 * @param smoothedLoss of the last steps
 */
record CheckpointState(
    long step, long seed, String data, double initialLoss, double smoothedLoss) {}
