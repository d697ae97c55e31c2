/** Tests of the loop with a small task, and what the tests of all tasks share. */
package io.im2wav4j.training;
