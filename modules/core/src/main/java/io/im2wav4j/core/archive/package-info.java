/**
 * Files of tensors that others wrote, read without running anything in them: safetensors, and
 * PyTorch's zip archives of both kinds (saved state and TorchScript). Which tensors make up a
 * network lives with that network.
 */
package io.im2wav4j.core.archive;
