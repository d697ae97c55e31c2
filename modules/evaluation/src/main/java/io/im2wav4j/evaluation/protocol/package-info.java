/**
 * From folders of sounds to a results record: which sound belongs to which item, how it is cut,
 * which networks it goes through, and what is said about it. Arithmetic lives in metrics, networks
 * in encoders, files of results in core.result.
 */
package io.im2wav4j.evaluation.protocol;
