package dev.tagfast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A package that can be started.
 *
 * @param name for people
 * @param command how
 */
record Packaged(String name, List<String> command) {
  /** The cache's name, beside the application. */
  static final String CACHE = "app.aot";

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path OPTIONS = Path.of("src/main/docker/jvm.options").toAbsolutePath();

  /**
   * What was built of Tagfast. What an option gains is asked by {@code -Doptions="-Xmx64m|-Xss512k
   * -XX:-UsePerfData"}: two more, each like the cached one but for these.
   */
  static List<Packaged> ofTagfast() {
    Path app = TARGET.resolve("quarkus-app");
    List<Packaged> found = new ArrayList<>();
    found.add(jvm("Tagfast, JVM", app, List.of()));
    found.addAll(cached("Tagfast, JVM with AOT cache", app));
    Stream.of(System.getProperty("options", "").split("\\|"))
        .filter(options -> !options.isBlank())
        .map(options -> cached("  " + options, app, List.of(options.strip().split(" +"))))
        .forEach(found::addAll);
    found.addAll(nativeExecutables("Tagfast, native", TARGET));
    return found;
  }

  /** On the JVM, with the options of the images and these. */
  static Packaged jvm(String name, Path app, List<String> more) {
    List<String> words = new ArrayList<>(List.of(JAVA, "@" + OPTIONS));
    words.addAll(more);
    words.addAll(List.of("-jar", app.resolve("quarkus-run.jar").toString()));
    return new Packaged(name, words);
  }

  /** The same with the cache that lies beside it, if one does. */
  static List<Packaged> cached(String name, Path app) {
    return cached(name, app, List.of());
  }

  private static List<Packaged> cached(String name, Path app, List<String> more) {
    Path cache = app.resolve(CACHE);
    if (!Files.exists(cache)) {
      return List.of();
    }
    List<String> options = new ArrayList<>(more);
    // `on`: one that does not fit ends the start; without it the JVM would only be slower.
    options.addAll(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
    return List.of(jvm(name, app, options));
  }

  boolean isNative() {
    return command.size() == 1;
  }

  /** The native executables that a build left in a folder. */
  static List<Packaged> nativeExecutables(String name, Path folder) {
    try (Stream<Path> built = Files.list(folder)) {
      return built
          .filter(file -> file.toString().endsWith("-runner"))
          .map(file -> new Packaged(name, List.of(file.toString())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
