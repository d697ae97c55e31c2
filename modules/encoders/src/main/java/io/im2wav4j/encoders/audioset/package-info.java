/** AudioSet's classes, which several networks share. What they mean for a label is evaluation's. */
package io.im2wav4j.encoders.audioset;
