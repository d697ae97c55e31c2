package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.im2wav4j.core.io.Nullable;

/**
 * A test of a difference.
 *
 * @param test as "Wilcoxon signed rank"
 * @param pValue two-sided
 * @param correctedPValue after Holm's correction over the comparisons that it was one of; null
 *     where none was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Significance(String test, double pValue, @Nullable Double correctedPValue) {}
