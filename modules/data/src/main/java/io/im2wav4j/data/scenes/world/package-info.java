/**
 * The ground truth of a scene: what is in it, where, how big, how far, and when it sounds. Neither
 * pixels nor samples.
 */
package io.im2wav4j.data.scenes.world;
