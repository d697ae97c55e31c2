/**
 * TensorBoard's event files: what metrics.jsonl says, for those who watch training there. The files
 * are written beside metrics.jsonl, which stays the truth; nothing here reads them but to cut off
 * steps that are done again.
 */
package io.im2wav4j.training.tensorboard;
