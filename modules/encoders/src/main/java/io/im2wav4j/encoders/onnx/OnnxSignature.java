package io.im2wav4j.encoders.onnx;

import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a network's code needs of a graph. Inputs must be exactly these; more outputs than these do
 * no harm.
 */
public record OnnxSignature(List<OnnxPort> inputs, List<OnnxPort> outputs) {

  /** Copies the lists. */
  public OnnxSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** This one, if a graph of {@code found} has it; otherwise the error of another network's. */
  OnnxSignature require(Path file, OnnxSignature found) {
    if (found.inputs.size() == inputs.size()
        && inputs.stream().allMatch(port -> fits(port, found.inputs))
        && outputs.stream().allMatch(port -> fits(port, found.outputs))) {
      return this;
    }
    throw new UserError(
        file.toString(),
        "an ONNX graph with " + found,
        toString(),
        "Check that it is the file of this network");
  }

  private static boolean fits(OnnxPort port, List<OnnxPort> found) {
    Optional<OnnxPort> same = found.stream().filter(f -> f.name().equals(port.name())).findFirst();
    return same.isPresent() && port.fits(same.get());
  }

  @Override
  public String toString() {
    return "inputs " + list(inputs) + " and outputs " + list(outputs);
  }

  private static String list(List<OnnxPort> ports) {
    int shown = Math.min(ports.size(), 8);
    String rest = ports.size() > shown ? " and " + (ports.size() - shown) + " more" : "";
    return ports.stream().limit(shown).map(OnnxPort::toString).collect(Collectors.joining(", "))
        + rest;
  }
}
