package io.im2wav4j.core.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/**
 * A number that was measured: a divergence may be infinite, and an undefined correlation is no
 * number. They are the texts "Infinity", "-Infinity" and "NaN", as JSON has no numbers for them.
 * All other numbers of records are finite.
 */
public final class MeasuredNumber extends StdScalarDeserializer<Double> {
  private static final long serialVersionUID = 1L;

  /** For Jackson. */
  public MeasuredNumber() {
    super(Double.class);
  }

  @Override
  public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      switch (json.getText()) {
        case "Infinity":
          return Double.POSITIVE_INFINITY;
        case "-Infinity":
          return Double.NEGATIVE_INFINITY;
        case "NaN":
          return Double.NaN;
        default:
          break;
      }
    }
    return finite(json, context);
  }

  private static Double finite(JsonParser json, DeserializationContext context) throws IOException {
    if (json.currentToken().isNumeric() && Double.isFinite(json.getDoubleValue())) {
      return json.getDoubleValue();
    }
    return (Double) context.handleUnexpectedToken(Double.class, json);
  }

  /** Every other number. */
  static final class Finite extends StdScalarDeserializer<Double> {
    private static final long serialVersionUID = 1L;
    private final Double absent;

    /**
     * @param absent what a component is that is not there and need not be
     */
    Finite(Double absent) {
      super(Double.class);
      this.absent = absent;
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return absent;
    }

    @Override
    public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return finite(json, context);
    }
  }
}
