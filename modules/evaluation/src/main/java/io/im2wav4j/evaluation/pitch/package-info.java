/**
 * The pitch of sounds, and whether it follows what is drawn. Other properties of sounds that ground
 * truth decides would live here as well; networks do not.
 */
package io.im2wav4j.evaluation.pitch;
