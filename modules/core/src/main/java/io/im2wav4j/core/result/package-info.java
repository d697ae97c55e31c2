/**
 * The records of results files: what evaluation measured and what training did, as the report and
 * other readers see it. Computing them belongs to evaluation and cli, showing them to report.
 */
package io.im2wav4j.core.result;
