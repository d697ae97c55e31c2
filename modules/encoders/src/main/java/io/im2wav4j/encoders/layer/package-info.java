/** Layers of more than one frozen network that the models we train do not use. */
package io.im2wav4j.encoders.layer;
