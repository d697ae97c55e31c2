/** Running an experiment's variants one by one or in processes, and saying how far they are. */
package io.im2wav4j.experiments.run;
