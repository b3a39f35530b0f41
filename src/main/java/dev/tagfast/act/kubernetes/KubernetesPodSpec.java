package dev.tagfast.act.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tagfast.act.rollout.ImagePlace.Holder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lists of a pod's specification that have images. Sidecars are init containers.
 *
 * @param initContainers in their order
 * @param containers in their order
 * @param volumes in their order, those without an image too
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record KubernetesPodSpec(
    List<Container> initContainers, List<Container> containers, List<Volume> volumes) {
  /** One without images. */
  static final KubernetesPodSpec EMPTY = new KubernetesPodSpec(null, null, null);

  /** Missing lists are empty. */
  public KubernetesPodSpec(
      @Nullable List<Container> initContainers,
      @Nullable List<Container> containers,
      @Nullable List<Volume> volumes) {
    this.initContainers = initContainers == null ? List.of() : List.copyOf(initContainers);
    this.containers = containers == null ? List.of() : List.copyOf(containers);
    this.volumes = volumes == null ? List.of() : List.copyOf(volumes);
  }

  /** All that has a name and an image, init containers first. */
  List<PodImage> images() {
    return Stream.of(
            images("initContainers", Holder.CONTAINER, initContainers, c -> c),
            images("containers", Holder.CONTAINER, containers, c -> c),
            images(
                "volumes",
                Holder.VOLUME,
                volumes,
                v -> new Container(v.name(), v.image().reference())))
        .flatMap(images -> images)
        .filter(found -> !found.name().isEmpty() && !found.image().isEmpty())
        .toList();
  }

  private static <T> Stream<PodImage> images(
      String list, Holder holder, List<T> members, Function<T, Container> read) {
    return IntStream.range(0, members.size())
        .mapToObj(
            i -> {
              Container member = read.apply(members.get(i));
              return new PodImage(holder, list, i, member.name(), member.image());
            });
  }

  /**
   * An image and where it stands.
   *
   * @param list the name of the list
   * @param index in the list
   */
  record PodImage(Holder holder, String list, int index, String name, String image) {}

  /** A container. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Container(String name, String image) {
    /** A missing text is empty, as in a template that something else completes. */
    public Container(@Nullable String name, @Nullable String image) {
      this.name = name == null ? "" : name;
      this.image = image == null ? "" : image;
    }
  }

  /** A volume. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Volume(String name, ImageSource image) {
    /** A volume of another type has no image. */
    public Volume(@Nullable String name, @Nullable ImageSource image) {
      this.name = name == null ? "" : name;
      this.image = image == null ? new ImageSource(null) : image;
    }
  }

  /** The image of a volume. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record ImageSource(String reference) {
    /** A missing text is empty. */
    public ImageSource(@Nullable String reference) {
      this.reference = reference == null ? "" : reference;
    }
  }
}
