package dev.tagfast.act.rollout;

import dev.tagfast.manifest.ContentDigest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Where an image stands in a workload.
 *
 * @param holder what has the image
 * @param name the holder's name in the pod template
 * @param path JSON pointer of the holder, e.g. {@code /spec/template/spec/initContainers/0}
 */
public record ImagePlace(Holder holder, String name, String path) {
  /** The API's limit of an annotation's name behind its prefix. */
  private static final int LONGEST_KEY = 63;

  private static final String VOLUME = "volume.";

  /** What has an image. */
  public enum Holder {
    /** A container, an init container or a sidecar: their names differ within a pod. */
    CONTAINER,
    /** A volume that is an image; it may have the name of a container. */
    VOLUME
  }

  /**
   * Tells it from all others of the workload, in annotations and reports. A container's name has no
   * dot, so that of a volume never is that of a container.
   */
  public String key() {
    return switch (holder) {
      case CONTAINER -> name;
      case VOLUME -> VOLUME + (VOLUME.length() + name.length() > LONGEST_KEY ? shortened() : name);
    };
  }

  /** JSON pointer of the image. */
  String imagePath() {
    return switch (holder) {
      case CONTAINER -> path + "/image";
      case VOLUME -> path + "/image/reference";
    };
  }

  /** The members that lead to the list it stands in, e.g. the last is {@code initContainers}. */
  List<String> listPath() {
    List<String> all = Arrays.asList(path.substring(1).split("/", -1));
    return all.subList(0, all.size() - 1);
  }

  /** The list it stands in, e.g. {@code initContainers}. */
  String list() {
    return listPath().getLast();
  }

  /** For people: {@code container oven}. */
  String title() {
    return switch (holder) {
      case CONTAINER -> "container " + name;
      case VOLUME -> "volume " + name;
    };
  }

  private String shortened() {
    String hash = ContentDigest.sha256(name.getBytes(StandardCharsets.UTF_8)).value();
    String end = "-" + hash.substring(hash.length() - 8);
    return name.substring(0, LONGEST_KEY - VOLUME.length() - end.length()) + end;
  }
}
