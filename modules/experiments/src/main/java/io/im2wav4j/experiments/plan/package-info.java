/** What an experiment's file says: base, variants, grid, what to compare. No files but that one. */
package io.im2wav4j.experiments.plan;
