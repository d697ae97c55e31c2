/**
 * Run folders: what was run with which configuration on what, its curve, its checkpoints, whether
 * it is finished.
 */
package io.im2wav4j.core.run;
