package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Scene;

/** The drawing of one kind of source. */
interface Painter {
  /**
   * Draws the source as it is at one time.
   *
   * @param brush its origin is where the source stands; y points down; where the source is near,
   *     the frame is 100 units high. The distance is in the brush already, the size is not
   * @param scene what to draw
   * @param time seconds from the start
   */
  void paint(Brush brush, Scene scene, double time);
}
