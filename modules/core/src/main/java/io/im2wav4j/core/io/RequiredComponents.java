package io.im2wav4j.core.io;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.im2wav4j.core.config.Default;
import java.lang.reflect.RecordComponent;

/**
 * Makes every component of a record required, but for those that say {@link Nullable} or have a
 * {@link Default}; no collection holds a null.
 */
final class RequiredComponents extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public Boolean hasRequiredMarker(AnnotatedMember member) {
    RecordComponent component = component(member);
    return component == null
        ? super.hasRequiredMarker(member)
        : Boolean.valueOf(
            !mayBeNull(component) && !component.isAnnotationPresent(JsonUnwrapped.class));
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    RecordComponent component = component(annotated);
    return component == null
        ? super.findSetterInfo(annotated)
        : JsonSetter.Value.construct(mayBeNull(component) ? Nulls.SET : Nulls.FAIL, Nulls.FAIL);
  }

  private static boolean mayBeNull(RecordComponent component) {
    return component.isAnnotationPresent(Nullable.class)
        || component.isAnnotationPresent(Default.class);
  }

  /** The component that a constructor's parameter sets; null for anything else. */
  private static RecordComponent component(Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)) {
      return null;
    }
    RecordComponent[] all = parameter.getDeclaringClass().getRecordComponents();
    return all != null && all.length == parameter.getOwner().getParameterCount()
        ? all[parameter.getIndex()]
        : null;
  }
}
