package dev.tagfast.intake.dialect;

import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one kind of registry sends. A new kind is one file here, its name in {@code permits} and in
 * {@link Known#ALL}, and its tests: {@code docs/dialects.md}. A dialect only reads: who may say it,
 * which registry is meant and what follows is decided after it.
 */
public sealed interface Dialect //
permits AutoDialect, //
        TagfastDialect,
        ZotDialect,
        CdEventsDialect,
        GenericDialect,
        DistributionDialect,
        GiteaDialect,
        GhcrDialect,
        NexusDialect,
        JfrogDialect,
        AcrDialect,
        EcrDialect,
        GarDialect,
        HarborDialect,
        TcrDialect,
        QuayDialect,
        AliyunDialect,
        DockerHubDialect,
        KeelDialect {

  /** The list, apart from the interface so that loading one dialect does not wait for all. */
  final class Known {
    /**
     * Every dialect there is, in the order of detection: by the type of a CloudEvent, by the
     * content type, by a header, by the shape of the body ({@code webhook-formats.md}, section 1).
     */
    static final List<Dialect> ALL =
        List.of(
            // by the type of a CloudEvent
            new TagfastDialect(),
            new ZotDialect(),
            new CdEventsDialect(),
            new GenericDialect(),
            // by the content type
            new DistributionDialect(),
            // by a header: Gitea before GitHub, whose header it sends too
            new GiteaDialect(),
            new GhcrDialect(),
            new NexusDialect(),
            new JfrogDialect(),
            // by the shape of the body: Harbor before TCR, which is the same; Alibaba's has all
            // that Docker Hub's has
            new AcrDialect(),
            new EcrDialect(),
            new GarDialect(),
            new HarborDialect(),
            new TcrDialect(),
            new QuayDialect(),
            new AliyunDialect(),
            new DockerHubDialect(),
            // last: a name and a tag are in many things
            new KeelDialect());

    private Known() {}
  }

  /** Every dialect, in the order of detection. */
  static List<Dialect> all() {
    return Known.ALL;
  }

  /** The dialect of this name, {@code auto} included. */
  static Optional<Dialect> named(String name) {
    return name.equals(AutoDialect.NAME)
        ? Optional.of(new AutoDialect())
        : all().stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }

  /** The word in {@code tagfast.sources.<name>.format}. */
  String name();

  /**
   * How long its senders wait for an answer unless they are told otherwise, less what the way takes
   * ({@code webhook-formats.md}, 3.7). Of most it is not known, or it is set where the address is
   * set.
   */
  default Duration answerWithin() {
    return Duration.ofSeconds(8);
  }

  /**
   * Whether a registry's own request may have this media type; anything else is 415. CloudEvents
   * are not asked. Most dialects say {@link MediaTypes#isUsual}.
   *
   * @param mediaType lower case, without parameters; empty where none is said
   */
  boolean accepts(String mediaType);

  /**
   * Whether it is this dialect's, to be sure of: the first that says so reads it under {@code
   * format: auto}, and every CloudEvent. Never throws.
   */
  boolean recognises(Notification notification);

  /**
   * Everything found in a notification, in its order. What is well-formed and no matter for us, or
   * a malformed entry among others, becomes an ignored entry: most senders repeat what is not
   * answered 2xx, and some switch themselves off.
   *
   * @throws MalformedBody if it cannot be this dialect's at all: no JSON, or a list for an object
   */
  Reading read(Notification notification);
}
