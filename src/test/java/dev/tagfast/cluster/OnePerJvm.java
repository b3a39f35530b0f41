package dev.tagfast.cluster;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the one launcher process of this JVM, with the addresses that it printed. {@code
 * &#64;QuarkusTest} loads the test classes a second time, and each copy would start a control plane
 * of its own: so the copy of the system's class loader keeps it for all, and speaks JDK types only.
 */
public final class OnePerJvm
    implements Function<
        Supplier<Map.Entry<Process, Map<String, String>>>,
        Map.Entry<Process, Map<String, String>>> {
  private static Map.@Nullable Entry<Process, Map<String, String>> held;

  /** The process, started by the first caller. */
  static Map.Entry<Process, Map<String, String>> get(
      Supplier<Map.Entry<Process, Map<String, String>>> starter) {
    try {
      @SuppressWarnings("unchecked")
      var holder =
          (Function<
                  Supplier<Map.Entry<Process, Map<String, String>>>,
                  Map.Entry<Process, Map<String, String>>>)
              Class.forName(OnePerJvm.class.getName(), true, ClassLoader.getSystemClassLoader())
                  .getConstructor()
                  .newInstance();
      return holder.apply(starter);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the tests are not on the system's class path", e);
    }
  }

  @Override
  public Map.Entry<Process, Map<String, String>> apply(
      Supplier<Map.Entry<Process, Map<String, String>>> starter) {
    synchronized (OnePerJvm.class) {
      if (held == null) {
        held = starter.get();
      }
      return held;
    }
  }
}
