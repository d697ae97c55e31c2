/** Which frozen networks there are, by name, and how each is opened. */
package io.im2wav4j.encoders.registry;
