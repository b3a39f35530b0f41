package dev.tagfast.testing;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every class of ours that Jackson meets when it reads or writes one: those of its fields, of their
 * type arguments, of its superclass, and so on. A native executable knows nothing of a class that
 * is not registered, and says so at the first event.
 */
public final class ReflectionWalk {
  private final Set<Class<?>> met = new LinkedHashSet<>();

  private ReflectionWalk() {}

  /** From these on. */
  public static Set<Class<?>> from(Stream<Class<?>> roots) {
    ReflectionWalk walk = new ReflectionWalk();
    roots.forEach(walk::visit);
    return walk.met;
  }

  private void visit(Type type) {
    switch (type) {
      case ParameterizedType generic -> {
        visit(generic.getRawType());
        Stream.of(generic.getActualTypeArguments()).forEach(this::visit);
      }
      case WildcardType wildcard -> Stream.of(wildcard.getUpperBounds()).forEach(this::visit);
      case Class<?> found when found.isArray() -> visit(found.getComponentType());
      case Class<?> found when found.getName().startsWith("dev.tagfast.") && met.add(found) -> {
        visit(found.getGenericSuperclass() == null ? Object.class : found.getGenericSuperclass());
        Stream.of(found.getDeclaredFields())
            .filter(field -> !field.isSynthetic())
            .map(Field::getGenericType)
            .forEach(this::visit);
      }
      default -> {
        // The JDK's, Jackson's and fabric8's own: they are registered by their extensions.
      }
    }
  }
}
