package dev.tagfast.packaged;

import dev.tagfast.demo.AppProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A package of Tagfast that was built, as a program that can be started. */
public enum AppPackage {
  /** The one for the JVM. */
  JVM("the packaged application", "target/tagfast-image.tar", "knative/components/jvm", "384Mi") {
    @Override
    public Stream<String> command(List<String> options) {
      return AppProcess.java(JAR, options);
    }
  },

  /** The native executable. It takes a {@code -D}; other options are for the JVM and left out. */
  NATIVE("the native executable", "target/tagfast-native-image.tar", "", "64Mi") {
    @Override
    public Stream<String> command(List<String> options) {
      return Stream.concat(
          Stream.of(executable().toString()),
          options.stream().filter(option -> option.startsWith("-D")));
    }
  };

  /** The system property that chooses: {@code jvm}, as if it were not set, or {@code native}. */
  public static final String CHOICE = "packaged.kind";

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final String title;
  private final String image;
  private final String component;
  private final String memoryLimit;

  AppPackage(String title, String image, String component, String memoryLimit) {
    this.title = title;
    this.image = image;
    this.component = component;
    this.memoryLimit = memoryLimit;
  }

  /** The one that tests and demo are about. */
  public static AppPackage chosen() {
    String choice = System.getProperty(CHOICE, "jvm");
    return switch (choice) {
      case "jvm" -> JVM;
      case "native" -> NATIVE;
      default ->
          throw new IllegalArgumentException(
              "%s is `jvm` or `native`, not `%s`".formatted(CHOICE, choice));
    };
  }

  /**
   * The command that starts it, in any folder.
   *
   * @param options of the JVM; a native executable is given those that it knows too
   * @throws IllegalStateException if it was not built; the message says how
   */
  public abstract Stream<String> command(List<String> options);

  /** For people. */
  public String title() {
    return title;
  }

  /** The OCI archive with it that {@code make image} writes where there is no container engine. */
  public Path image() {
    return Path.of(image);
  }

  /**
   * A line of a kustomization that fits an overlay to this package, which is for the native
   * executable; nothing where it fits as it is.
   *
   * @param folder where the kustomization will be
   */
  public String componentsLine(Path folder) {
    return component.isEmpty()
        ? ""
        : "components: [%s]"
            .formatted(folder.toAbsolutePath().relativize(Path.of(component).toAbsolutePath()));
  }

  /** The memory that its pod has in the tests: the JVM's as in the component, the other's less. */
  public String memoryLimit() {
    return memoryLimit;
  }

  private static Path executable() {
    try (Stream<Path> built = Files.list(TARGET)) {
      return built
          .filter(file -> file.toString().endsWith("-runner"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("There is no native executable: make native"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
