package io.im2wav4j.core.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;

/**
 * What is wrong with a JSON file: line and key, without quoting its content, which may be a file
 * that was never meant to be read.
 */
final class JsonFaults {
  private JsonFaults() {}

  /** {@code file:line}, or the file where no line is known. */
  static String place(String file, IOException fault) {
    JsonLocation at = fault instanceof JsonProcessingException json ? json.getLocation() : null;
    return at == null || at.getLineNr() < 1 ? file : file + ":" + at.getLineNr();
  }

  /** The fault in words. */
  static String words(IOException fault) {
    if (fault instanceof JsonEOFException) {
      return "cut off: it ends in the middle of a value";
    }
    if (fault instanceof StreamConstraintsException bound) {
      return "beyond all measure (" + bound.getOriginalMessage() + ")";
    }
    if (fault instanceof JsonParseException syntax) {
      return String.valueOf(syntax.getOriginalMessage()).startsWith("Duplicate")
          ? "a key that is there twice"
          : "not JSON" + column(syntax.getLocation());
    }
    if (fault instanceof JsonMappingException mapping) {
      return mapped(mapping);
    }
    return fault instanceof java.io.CharConversionException
        ? "not UTF-8 text"
        : "cannot be read (" + fault.getClass().getSimpleName() + ")";
  }

  private static String column(JsonLocation at) {
    return at == null || at.getColumnNr() < 1 ? "" : ", from column " + at.getColumnNr();
  }

  private static String mapped(JsonMappingException fault) {
    String message = String.valueOf(fault.getOriginalMessage());
    String key = key(fault);
    if (fault.getCause() instanceof InputCoercionException) {
      return key + " is a number out of range";
    }
    if (fault.getCause() instanceof JsonProcessingException inner
        && !(inner instanceof JsonMappingException)) {
      return words(inner);
    }
    if (message.startsWith("Trailing token")) {
      return "more after the end of its JSON";
    }
    if (fault instanceof ValueInstantiationException && fault.getCause() != null) {
      return key
          + " is refused: "
          + UserError.printable(String.valueOf(fault.getCause().getMessage()));
    }
    if (fault instanceof InvalidNullException) {
      return key + " is null";
    }
    if (message.startsWith("Missing")) {
      return key + " is missing";
    }
    if (fault instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
      return key + " is not " + kind(wrong.getTargetType());
    }
    return key + " has a value of another kind";
  }

  private static String kind(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "an integer";
    }
    if (type == double.class || type == Double.class) {
      return "a finite number";
    }
    if (type == String.class) {
      return "a text";
    }
    if (type.isEnum()) {
      return "one of its words";
    }
    return java.util.Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static String key(JsonMappingException fault) {
    StringBuilder key = new StringBuilder();
    for (JsonMappingException.Reference step : fault.getPath()) {
      if (step.getFieldName() == null) {
        key.append('[').append(step.getIndex()).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return key.isEmpty() ? "its content" : "'" + UserError.printable(key.toString()) + "'";
  }
}
