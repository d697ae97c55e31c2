/**
 * The tree of named parameters and the layers that several models share. A layer that one model
 * alone uses lives with that model.
 *
 * <p>Parameters carry exactly the names of the published PyTorch checkpoints, so that weights go in
 * and out without a map. Results of operations belong to the innermost {@link
 * ai.djl.ndarray.NDScope}: open one for each step.
 */
package io.im2wav4j.nn.layer;
