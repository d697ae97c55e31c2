/**
 * What the other modules see of the frozen networks: pictures or sounds in, plain arrays out. How a
 * network works lives in a sub-package of its own; {@code registry} opens one by name.
 */
package io.im2wav4j.encoders;
