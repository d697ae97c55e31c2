/**
 * Files of tensors that others wrote, read without running or trusting anything in them:
 * safetensors, PyTorch's checkpoints of both forms and TorchScript archives; and checkpoints
 * written in PyTorch's form. Which tensors make up a network lives with that network.
 */
package io.im2wav4j.core.archive;
