package io.im2wav4j.core.archive;

import static io.im2wav4j.core.archive.TorchFiles.TENSOR;
import static io.im2wav4j.core.archive.TorchFiles.bytes;
import static io.im2wav4j.core.archive.TorchFiles.floats;
import static io.im2wav4j.core.archive.TorchFiles.tensor;
import static io.im2wav4j.core.archive.TorchFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tens of thousands of damaged files: each is read or refused, and nothing else happens. */
class MutationTest {
  private static final int MUTATIONS = 24_000;
  private static final long MOST_ALLOCATED = 100_000_000;
  private static final int LEAST_REASONS = 30;

  /** Opcodes, and lengths that tempt a reader to allocate or to overflow. */
  private static final String OPCODES =
      "(.012FIJKLMNPQRSTUVXabcdeghijlopqrstu}])BCG\u0080\u0081\u0082\u0085\u0086\u0087\u0088\u0089"
          + "\u008a\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097";

  private static final long[] LENGTHS = {
    0,
    1,
    2,
    255,
    65535,
    65536,
    1 << 24,
    Integer.MAX_VALUE,
    1L << 31,
    0xFFFFFFFFL,
    1L << 32,
    1L << 48,
    1L << 60,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2,
    -8
  };

  private static final String PICKLE =
      "\u0080\2}q\0("
          + text("hps")
          + "}q\1("
          + text("sr")
          + "M\u0080>"
          + text("downs_t")
          + "K\3K\2\u0086"
          + text("lr")
          + "G?3\u00a9*0U2a"
          + text("bandwidth")
          + "cnumpy.core.multiarray\nscalar\nq\2cnumpy\ndtype\n"
          + text("f8")
          + "\u0089\u0088\u0087R(K\3"
          + text("<")
          + "NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tbc_codecs\nencode\n"
          + text("\0\0\0\0\0\0\u00f8?")
          + text("latin1")
          + "\u0086R\u0086Ru"
          + text("model")
          + "ccollections\nOrderedDict\n)R("
          + text("a.weight")
          + TENSOR
          + text("a.bias")
          + TENSOR.replace("K\3K\2\u0086K\1K\3\u0086", "K\2\u0085K\1\u0085")
          + "u}"
          + text("_metadata")
          + "}sb"
          + text("opt")
          + "}"
          + text("state")
          + "}K\0}"
          + text("exp_avg")
          + tensor("_rebuild_tensor", "FloatStorage", "0", "cpu", 6, "N")
          + "sss"
          + text("step")
          + "\u008a\2\1\2u.";

  private static final String SCRIPT =
      "\u0080\4\u0095\1\0\0\0\0\0\0\0c__torch__.M\nCLIP\n)\u0081}("
          + text("training")
          + "\u0089"
          + text("ids")
          + "\u008f(K\1K\2\u0090"
          + text("w")
          + TENSOR
          + text("l")
          + "](K\1K\2e\u0094"
          + text("raw")
          + "C\4abcdub.";

  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(20240711);

  /** What is mutated: bytes, and what is put around them afterwards. */
  private record Base(byte[] content, java.util.function.UnaryOperator<byte[]> wrapped) {}

  private static List<Base> bases() {
    byte[] safetensors =
        TorchFiles.safetensors(
            "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],"
                + "\"data_offsets\":[0,24]},\"b\":{\"dtype\":\"I64\",\"shape\":[],"
                + "\"data_offsets\":[24,32]},\"c\":{\"dtype\":\"F16\",\"shape\":[0,7],"
                + "\"data_offsets\":[32,32]}}",
            32);
    Map<String, byte[]> packed = new LinkedHashMap<>();
    packed.put("r/data.pkl", bytes(SCRIPT));
    packed.put("r/data/0", floats(6));
    return List.of(
        new Base(safetensors, b -> b),
        new Base(header(safetensors), json -> rebuilt(json, 32)),
        new Base(TorchFiles.archive(PICKLE), b -> b),
        new Base(TorchFiles.zip(packed, true), b -> b),
        new Base(bytes(PICKLE), pickle -> TorchFiles.archive(pickle, floats(6))),
        new Base(bytes(SCRIPT), pickle -> TorchFiles.archive(pickle, floats(6))),
        new Base(TorchFiles.legacy(PICKLE, floats(6)), b -> b),
        new Base(
            bytes(PICKLE),
            pickle ->
                TorchFiles.legacy(new String(pickle, StandardCharsets.ISO_8859_1), floats(6))));
  }

  private static byte[] header(byte[] safetensors) {
    return Arrays.copyOfRange(safetensors, 8, safetensors.length - 32);
  }

  private static byte[] rebuilt(byte[] json, int data) {
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  @Test
  void mutatedFiles_areReadOrRefusedAndNothingElse() throws IOException {
    List<Base> bases = bases();
    Path file = folder.resolve("mutated.pt");
    for (Base base : bases) {
      Files.write(file, base.wrapped.apply(base.content));
      Refusal.readAll(file);
    }
    int[] refused = new int[bases.size()];
    List<Set<String>> reasons = new ArrayList<>();
    bases.forEach(base -> reasons.add(new TreeSet<>()));
    for (int i = 0; i < MUTATIONS; i++) {
      int of = i % bases.size();
      byte[] mutated = bases.get(of).wrapped.apply(mutant(bases.get(of).content));
      Files.write(file, mutated);
      Optional<String> reason = refusal(file, mutated, i);
      refused[of] += reason.isPresent() ? 1 : 0;
      reason.ifPresent(r -> reasons.get(of).add(kind(r)));
    }
    // Mutants of every kind of file get past the first look: some are read to the end, and the
    // others
    // fail in many different places.
    int each = MUTATIONS / bases.size();
    for (int i = 0; i < refused.length; i++) {
      assertThat(refused[i]).as("refused of kind %d", i).isBetween(each / 3, each - 5);
      assertThat(reasons.get(i)).as("reasons of kind %d", i).hasSizeGreaterThan(LEAST_REASONS);
    }
  }

  /** One to three changes; never the same bytes. */
  private byte[] mutant(byte[] original) {
    byte[] content = original;
    while (Arrays.equals(content, original)) {
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        content = mutate(content, original);
      }
    }
    return content;
  }

  /** A refusal without what varies from mutant to mutant: numbers, names and what is quoted. */
  private static String kind(String reason) {
    return reason
        .replaceFirst("^.*?mutated.pt: ", "")
        .replaceFirst("; expected .*", "")
        .replaceAll("'[^']*'|\\d+|0x\\w+|\\?", "#");
  }

  private static Optional<String> refusal(Path file, byte[] content, int number) {
    String[] refused = new String[1];
    long allocated =
        Refusal.allocates(
            () -> {
              try {
                Refusal.readAll(file);
              } catch (UserError e) {
                refused[0] = e.getMessage();
                assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
              } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError(
                    "mutation " + number + ": " + HexFormat.of().formatHex(content), e);
              }
            });
    assertThat(allocated).as("mutation %d", number).isLessThan(MOST_ALLOCATED);
    return Optional.ofNullable(refused[0]);
  }

  private byte[] mutate(byte[] content, byte[] original) {
    if (content.length < 2) {
      return original;
    }
    byte[] out = content.clone();
    int at = random.nextInt(out.length);
    switch (random.nextInt(8)) {
      case 0, 1 -> out[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> out[at] = (byte) random.nextInt(256);
      case 3 -> out[at] = (byte) OPCODES.charAt(random.nextInt(OPCODES.length()));
      case 4 -> out = Arrays.copyOf(out, at);
      case 5 -> out = splice(out, at, original);
      case 6 -> {
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(0, LENGTHS[random.nextInt(LENGTHS.length)] + random.nextInt(3));
        int width = 1 << random.nextInt(4);
        System.arraycopy(length.array(), 0, out, at, Math.min(width, out.length - at));
      }
      default -> out = number(out, at);
    }
    return out;
  }

  /** Puts a piece of the original in, over or beside what is there, or takes one out. */
  private byte[] splice(byte[] content, int at, byte[] original) {
    int from = random.nextInt(original.length);
    int length = random.nextInt(Math.min(64, original.length - from) + 1);
    int skip = random.nextInt(Math.min(64, content.length - at) + 1);
    byte[] out = new byte[content.length + length - skip];
    System.arraycopy(content, 0, out, 0, at);
    System.arraycopy(original, from, out, at, length);
    System.arraycopy(content, at + skip, out, at + length, content.length - at - skip);
    return out;
  }

  /** Changes the next decimal digits, which are sizes in a JSON header. */
  private byte[] number(byte[] content, int from) {
    int at = from;
    while (at < content.length && (content[at] < '0' || content[at] > '9')) {
      at++;
    }
    byte[] digits =
        Long.toString(LENGTHS[random.nextInt(LENGTHS.length)]).getBytes(StandardCharsets.US_ASCII);
    byte[] out = Arrays.copyOf(content, content.length + digits.length);
    System.arraycopy(digits, 0, out, at, digits.length);
    System.arraycopy(content, at, out, at + digits.length, content.length - at);
    return out;
  }
}
