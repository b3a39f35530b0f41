package dev.tagfast.model;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The classes of Tagfast and of the model, loaded once more, with one class compiled from a source
 * that has a mistake in it.
 */
final class FaultyCore extends ClassLoader {
  private static final String OURS = "dev.tagfast.";

  private final Path faulty;

  /**
   * @param folder where the faulty class is compiled to
   * @throws IllegalStateException if the faulty source does not compile
   */
  FaultyCore(DeliberateFault fault, Path folder) {
    super(FaultyCore.class.getClassLoader());
    faulty = folder;
    compile(fault, folder);
  }

  /** The seeds of histories that break an invariant in this core. */
  LongStream broken(long from, long histories) throws ReflectiveOperationException {
    Method search =
        loadClass(Histories.class.getName()).getDeclaredMethod("broken", long.class, long.class);
    search.setAccessible(true);
    return LongStream.of((long[]) search.invoke(null, from, histories));
  }

  private static void compile(DeliberateFault fault, Path folder) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-parameters",
            "-nowarn",
            "-d",
            folder.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    boolean compiled =
        compiler.getTask(null, null, diagnostics, options, null, List.of(new Source(fault))).call();
    if (!compiled) {
      throw new IllegalStateException(
          "\"%s\" does not compile: %s"
              .formatted(
                  fault,
                  diagnostics.getDiagnostics().stream()
                      .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
                      .map(Object::toString)
                      .collect(Collectors.joining("\n"))));
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(DeliberateFault fault) {
      super(URI.create("string:///" + fault.className().replace('.', '/') + ".java"), Kind.SOURCE);
      text = fault.source();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null || !name.startsWith(OURS) ? super.loadClass(name, resolve) : own(name);
    }
  }

  private Class<?> own(String name) throws ClassNotFoundException {
    try {
      byte[] bytes = bytes(name.replace('.', '/') + ".class");
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] bytes(String file) throws IOException {
    Path changed = faulty.resolve(file);
    if (Files.exists(changed)) {
      return Files.readAllBytes(changed);
    }
    try (InputStream original = getParent().getResourceAsStream(file)) {
      if (original == null) {
        throw new IOException("there is no " + file);
      }
      return original.readAllBytes();
    }
  }
}
