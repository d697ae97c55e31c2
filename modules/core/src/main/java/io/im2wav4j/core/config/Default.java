package io.im2wav4j.core.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a record component whose key a configuration leaves out, as YAML:
 * {@code @Default("0.99") double decay}, {@code @Default("[1, 2]") List<Integer> dilations},
 * {@code @Default("{}") Optimizer optimizer}. {@code @Default("null")} leaves the component null.
 * Without it a missing key is an error, unless the component is an {@link java.util.Optional}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** The YAML text. */
  String value();
}
