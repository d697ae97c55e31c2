/**
 * Published weights that users fetch or bring: what there is, where it comes from, where it lies on
 * this machine and whether it is whole. What the files mean to a network belongs to the network.
 */
package io.im2wav4j.core.weights;
