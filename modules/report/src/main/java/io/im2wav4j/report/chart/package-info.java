/**
 * Charts: what they show (their data) and how it is drawn, as SVG, PNG and CSV. Which charts a page
 * has belongs elsewhere.
 */
package io.im2wav4j.report.chart;
