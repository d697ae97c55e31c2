/**
 * A data set cut into clips of one length that begin where something sounds. Models see clips; what
 * they are cut from stays as it is.
 */
package io.im2wav4j.data.clips;
