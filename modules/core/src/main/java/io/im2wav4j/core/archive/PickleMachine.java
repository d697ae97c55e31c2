package io.im2wav4j.core.archive;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Python's pickle machine for protocols 0 to 5 as far as checkpoints use it. Nothing is loaded or
 * called: a class or function is a name that {@link PickleClasses} knows, or the file is refused.
 *
 * <p>Values become {@link Long}, {@link BigInteger}, {@link Double}, {@link Boolean}, {@link
 * String}, {@code byte[]}, null, {@link LinkedHashMap}, {@link ArrayList}, {@link Tuple} and what
 * the closed list makes.
 */
final class PickleMachine {
  /** The cost of a reference on the stack and in a container. */
  private static final int SLOT = 24;

  private static final int OBJECT = 40;
  private static final int CONTAINER = 88;
  private static final int MAP_ENTRY = 56;
  private static final int LONGEST_NUMBER = 255;

  /** Something that takes a state by the opcode BUILD. */
  interface Buildable {
    /** Takes the state, and charges what it copies of it. */
    void build(Object state, PickleInput memory);
  }

  private final PickleInput in;
  private final Function<Tuple, Object> persistent;
  private final List<Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  /**
   * A machine for one pickle.
   *
   * @param persistent what a persistent id stands for
   */
  PickleMachine(PickleInput in, Function<Tuple, Object> persistent) {
    this.in = in;
    this.persistent = persistent;
  }

  /** Runs to the end of one pickle and gives its value. */
  Object run() {
    for (int op = in.u1(); op != '.'; op = in.u1()) {
      if (!number(op) && !text(op) && !container(op) && !memory(op) && !object(op)) {
        throw new MalformedException(
            String.format("its pickle has the opcode 0x%02x, which no checkpoint needs", op));
      }
    }
    return pop();
  }

  private boolean number(int op) {
    switch (op) {
      case 'N' -> push(null, SLOT);
      case 0x88 -> push(Boolean.TRUE, SLOT);
      case 0x89 -> push(Boolean.FALSE, SLOT);
      case 'K' -> push((long) in.u1(), OBJECT);
      case 'M' -> push((long) in.u2(), OBJECT);
      case 'J' -> push((long) in.i4(), OBJECT);
      case 'G' -> push(in.bigEndianDouble(), OBJECT);
      case 0x8a -> push(integer(in.u1()), 2 * OBJECT);
      case 0x8b -> push(integer(in.i4()), 2 * OBJECT);
      case 'I' -> {
        String line = in.line();
        push(
            switch (line) {
              case "00" -> Boolean.FALSE;
              case "01" -> Boolean.TRUE;
              default -> decimal(line);
            },
            2 * OBJECT);
      }
      case 'L' -> push(decimal(in.line()), 2 * OBJECT);
      case 'F' -> {
        try {
          push(Double.valueOf(in.line()), OBJECT);
        } catch (NumberFormatException e) {
          throw new MalformedException("its pickle has a number that is none");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Object integer(int length) {
    if (length < 0 || length > LONGEST_NUMBER) {
      throw new MalformedException("its pickle has an integer of " + length + " bytes");
    }
    byte[] little = in.take(length);
    byte[] big = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      big[length - i] = little[i];
    }
    big[0] = (byte) (length > 0 && little[length - 1] < 0 ? -1 : 0);
    return shortest(new BigInteger(big));
  }

  private static Object decimal(String line) {
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    if (!digits.matches("[+-]?[0-9]{1,255}")) {
      throw new MalformedException("its pickle has a number that is none");
    }
    return shortest(new BigInteger(digits));
  }

  private static Object shortest(BigInteger value) {
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  private boolean text(int op) {
    switch (op) {
      case 'X' -> push(in.text(in.u4()), SLOT);
      case 0x8c -> push(in.text(in.u1()), SLOT);
      case 0x8d -> push(in.text(in.i8()), SLOT);
      case 'V' -> push(in.line(), SLOT);
      case 'U' -> push(in.text(in.u1()), SLOT);
      case 'T' -> push(in.text(in.i4()), SLOT);
      case 'S' -> {
        String quoted = in.line();
        boolean closed =
            quoted.length() > 1
                && "'\"".indexOf(quoted.charAt(0)) >= 0
                && quoted.charAt(quoted.length() - 1) == quoted.charAt(0);
        if (!closed || quoted.indexOf('\\') >= 0) {
          throw new MalformedException("its pickle has a text in no known quotes");
        }
        push(quoted.substring(1, quoted.length() - 1), SLOT);
      }
      case 'C' -> push(in.take(in.u1()), SLOT);
      case 'B' -> push(in.take(in.u4()), SLOT);
      case 0x8e, 0x96 -> push(in.take(in.i8()), SLOT);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int op) {
    switch (op) {
      case '}' -> push(new LinkedHashMap<>(), CONTAINER);
      case ']' -> push(new ArrayList<>(), CONTAINER);
      case 0x8f -> push(new LinkedHashSet<>(), CONTAINER);
      case ')' -> push(Tuple.of(), OBJECT);
      case 0x85 -> push(Tuple.copyOf(last(1)), CONTAINER);
      case 0x86 -> push(Tuple.copyOf(last(2)), CONTAINER);
      case 0x87 -> push(Tuple.copyOf(last(3)), CONTAINER);
      case 't' -> push(Tuple.copyOf(toMark()), CONTAINER);
      case 'l' -> push(toMark(), CONTAINER);
      case 'd' -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        putAll(map, toMark());
        push(map, CONTAINER);
      }
      case 0x91 -> {
        Set<Object> set = new LinkedHashSet<>();
        addAll(set, toMark());
        push(set, CONTAINER);
      }
      case 'a' -> {
        Object value = pop();
        list().add(value);
      }
      case 'e' -> {
        List<Object> values = toMark();
        list().addAll(values);
      }
      case 's' -> {
        List<Object> pair = last(2);
        putAll(map(), pair);
      }
      case 'u' -> {
        List<Object> pairs = toMark();
        putAll(map(), pairs);
      }
      case 0x90 -> {
        List<Object> values = toMark();
        addAll(set(), values);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memory(int op) {
    switch (op) {
      case 0x80 -> {
        int protocol = in.u1();
        if (protocol > 5) {
          throw new MalformedException("its pickle has the protocol " + protocol);
        }
      }
      case 0x95 -> in.i8();
      case '(' -> {
        in.charge(SLOT);
        marks.add(stack.size());
      }
      case '0' -> pop();
      case '1' -> toMark();
      case '2' -> push(peek(), SLOT);
      case 'q' -> remember(in.u1());
      case 'r' -> remember(in.u4());
      case 'p' -> remember(index());
      case 0x94 -> remember(memo.size());
      case 'h' -> push(recall(in.u1()), SLOT);
      case 'j' -> push(recall(in.u4()), SLOT);
      case 'g' -> push(recall(index()), SLOT);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean object(int op) {
    switch (op) {
      case 'c' -> {
        String module = in.line();
        push(PickleClasses.find(module, in.line()), SLOT);
      }
      case 0x93 -> {
        List<Object> name = last(2);
        push(
            PickleClasses.find(PickleValues.text(name.get(0)), PickleValues.text(name.get(1))),
            SLOT);
      }
      case 'i' -> {
        String module = in.line();
        throw new RefusedClassException(module, in.line());
      }
      case 'Q' -> push(persistent.apply(PickleValues.tuple(pop())), CONTAINER);
      case 'R', 0x81 -> {
        List<Object> call = last(2);
        push(make(call.get(0), call.get(1)), CONTAINER);
      }
      case 0x92 -> {
        List<Object> call = last(3);
        if (!(call.get(2) instanceof Map<?, ?> named) || !named.isEmpty()) {
          throw new MalformedException("its pickle makes an object from named values");
        }
        push(make(call.get(0), call.get(1)), CONTAINER);
      }
      case 'b' -> {
        Object state = pop();
        Object target = peek();
        if (target instanceof Buildable buildable) {
          buildable.build(state, in);
        } else if (!(target instanceof Map)) {
          // A dictionary's attributes, such as _metadata of a state dict, hold no tensors.
          throw new MalformedException("its pickle gives a state to what has none");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Object make(Object callable, Object arguments) {
    if (!(callable instanceof PickleClasses.Constructor constructor)) {
      throw new MalformedException("its pickle calls what is no class");
    }
    return constructor.make(new PickleArguments(PickleValues.tuple(arguments), in));
  }

  private void remember(long index) {
    in.charge(MAP_ENTRY);
    memo.put(index, peek());
  }

  private Object recall(long index) {
    Object value = memo.get(index);
    if (value == null && !memo.containsKey(index)) {
      throw new MalformedException("its pickle recalls what it never stored");
    }
    return value;
  }

  private long index() {
    return PickleValues.integer(decimal(in.line()));
  }

  private void push(Object value, int cost) {
    in.charge(cost);
    stack.add(value);
  }

  private int floor() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }

  private Object peek() {
    if (stack.size() <= floor()) {
      throw new MalformedException("its pickle takes from an empty stack");
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    Object value = peek();
    stack.remove(stack.size() - 1);
    return value;
  }

  private List<Object> last(int n) {
    if (stack.size() - n < floor()) {
      throw new MalformedException("its pickle takes from an empty stack");
    }
    return cut(stack.size() - n);
  }

  private List<Object> toMark() {
    if (marks.isEmpty()) {
      throw new MalformedException("its pickle has no mark where one is needed");
    }
    return cut(marks.remove(marks.size() - 1));
  }

  private List<Object> cut(int from) {
    List<Object> top = stack.subList(from, stack.size());
    List<Object> values = new ArrayList<>(top);
    top.clear();
    return values;
  }

  @SuppressWarnings("unchecked")
  private List<Object> list() {
    if (!(peek() instanceof ArrayList<?> list)) {
      throw new MalformedException("its pickle appends to what is no list");
    }
    return (List<Object>) list;
  }

  @SuppressWarnings("unchecked")
  private Map<Object, Object> map() {
    if (!(peek() instanceof LinkedHashMap<?, ?> map)) {
      throw new MalformedException("its pickle puts into what is no dictionary");
    }
    return (Map<Object, Object>) map;
  }

  @SuppressWarnings("unchecked")
  private Set<Object> set() {
    if (!(peek() instanceof LinkedHashSet<?> set)) {
      throw new MalformedException("its pickle adds to what is no set");
    }
    return (Set<Object>) set;
  }

  private void putAll(Map<Object, Object> map, List<Object> pairs) {
    if (pairs.size() % 2 != 0) {
      throw new MalformedException("its pickle has a key without a value");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      in.charge(MAP_ENTRY);
      map.put(PickleValues.key(pairs.get(i)), pairs.get(i + 1));
    }
  }

  private void addAll(Set<Object> set, List<Object> values) {
    for (Object value : values) {
      in.charge(MAP_ENTRY);
      set.add(PickleValues.key(value));
    }
  }
}
