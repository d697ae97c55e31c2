/**
 * The folder of reference numbers, for the tests of every module, and the tool that cuts it to the
 * size of a repository.
 */
package io.im2wav4j.core.golden;
