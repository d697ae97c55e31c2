/**
 * What changes parameters once their gradients are there: the optimiser, its learning rate, the
 * clipping of gradients, the moving average of weights. All state is plain, named and made before
 * the first step; nothing here knows models, losses or files.
 */
package io.im2wav4j.nn.optim;
