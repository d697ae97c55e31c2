/**
 * Functions in TorchScript, for operators that the engine has and DJL does not name. The text of a
 * function lives with the layer that uses it.
 */
package io.im2wav4j.nn.script;
