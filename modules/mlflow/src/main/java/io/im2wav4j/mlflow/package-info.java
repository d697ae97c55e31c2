/**
 * Sends finished or running training runs to an MLflow server. metrics.jsonl stays the truth; no
 * other module needs this one.
 */
package io.im2wav4j.mlflow;
