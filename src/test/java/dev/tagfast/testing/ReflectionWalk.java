package dev.tagfast.testing;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every class of ours and of fabric8's that Jackson meets when it reads or writes one: those of its
 * fields, of their type arguments, of its superclass, those that Jackson's annotations name, and so
 * on. A native executable knows nothing of a class that is not registered, and says so at the first
 * event.
 */
public final class ReflectionWalk {
  private static final List<String> FOLLOWED = List.of("dev.tagfast.", "io.fabric8.kubernetes.");

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
      // Jackson creates it, and asks nothing of its fields.
      case Class<?> found when isFollowed(found) && isCodec(found) -> met.add(found);
      case Class<?> found when isFollowed(found) && met.add(found) -> {
        visit(found.getGenericSuperclass() == null ? Object.class : found.getGenericSuperclass());
        visitAnnotationsOf(found);
        Stream.of(found.getInterfaces()).forEach(this::visitAnnotationsOf);
        Stream.of(found.getDeclaredMethods()).forEach(this::visitAnnotationsOf);
        Stream.of(found.getDeclaredFields())
            .filter(field -> !field.isSynthetic())
            .forEach(this::visitField);
      }
      default -> {
        // The JDK's and Jackson's own: they are registered by their extensions.
      }
    }
  }

  private void visitField(Field field) {
    visitAnnotationsOf(field);
    visit(field.getGenericType());
  }

  /** An interface has nothing to bind; a class that reads or writes something else is named so. */
  private static boolean isFollowed(Class<?> type) {
    return !type.isInterface() && FOLLOWED.stream().anyMatch(type.getName()::startsWith);
  }

  private static boolean isCodec(Class<?> type) {
    return JsonDeserializer.class.isAssignableFrom(type)
        || JsonSerializer.class.isAssignableFrom(type);
  }

  private void visitAnnotationsOf(AnnotatedElement element) {
    Stream.of(element.getDeclaredAnnotations())
        .filter(found -> found.annotationType().getName().startsWith("com.fasterxml.jackson."))
        .forEach(this::visitClassesNamedBy);
  }

  private void visitClassesNamedBy(Annotation annotation) {
    for (Method member : annotation.annotationType().getDeclaredMethods()) {
      if (member.getReturnType() == Class.class) {
        try {
          visit((Class<?>) member.invoke(annotation));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
