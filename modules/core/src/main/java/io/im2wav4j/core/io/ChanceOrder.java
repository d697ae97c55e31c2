package io.im2wav4j.core.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Writes maps and sets whose order is chance in a fixed one: {@code Map.of} draws its order anew in
 * each process, a {@code HashMap} promises none.
 */
final class ChanceOrder extends BeanSerializerModifier {
  private static final long serialVersionUID = 1L;

  @Override
  public JsonSerializer<?> modifyMapSerializer(
      SerializationConfig config, MapType type, BeanDescription bean, JsonSerializer<?> usual) {
    return unordered(type) ? new Sorted<Map<?, ?>>(map -> new TreeMap<Object, Object>(map)) : usual;
  }

  @Override
  public JsonSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription bean,
      JsonSerializer<?> usual) {
    return Set.class.isAssignableFrom(type.getRawClass()) && unordered(type)
        ? new Sorted<Set<?>>(set -> new TreeSet<Object>(set))
        : usual;
  }

  private static boolean unordered(JavaType type) {
    return FixedOrder.isChance(type.getRawClass());
  }

  private static final class Sorted<T> extends JsonSerializer<T> {
    private final Function<T, Object> sorted;

    Sorted(Function<T, Object> sorted) {
      this.sorted = sorted;
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, T value) {
      return value instanceof Map<?, ?> map ? map.isEmpty() : ((Collection<?>) value).isEmpty();
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(sorted.apply(value), out);
    }
  }
}
