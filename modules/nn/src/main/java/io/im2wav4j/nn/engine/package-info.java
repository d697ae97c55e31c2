/**
 * The choice of what computes with a model: the tensor engine, or an engine of a module that is on
 * the class path. What such an engine can do is defined by interfaces of the modules that use it.
 */
package io.im2wav4j.nn.engine;
