package dev.tagfast.intake.dialect;

import dev.tagfast.intake.notification.MalformedBody;
import dev.tagfast.intake.notification.MediaTypes;
import dev.tagfast.intake.notification.Notification;
import dev.tagfast.intake.notification.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the notifications of one kind of registry. A new dialect is one file here, its name in
 * {@code permits} and in {@link Known#ALL}, and its tests: see {@code docs/dialects.md}. A dialect
 * only reads. Later steps decide whether the caller may send it, which registry it means and what
 * follows.
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
        NexusPathDialect,
        JfrogDialect,
        AngosDialect,
        AcrDialect,
        EcrDialect,
        GarDialect,
        HarborDialect,
        TcrDialect,
        QuayDialect,
        AliyunDialect,
        DockerHubDialect,
        KeelDialect {

  /**
   * The list of dialects. It is not in the interface, so that loading one dialect does not load all
   * of them.
   */
  final class Known {
    /**
     * All dialects, in the order of detection: by the type of a CloudEvent, by the content type, by
     * a header, by the shape of the body ({@code webhook-formats.md}, section 1).
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
            // by a header: Gitea before GitHub, because Gitea sends GitHub's header too
            new GiteaDialect(),
            new GhcrDialect(),
            new NexusDialect(),
            new NexusPathDialect(),
            new JfrogDialect(),
            new AngosDialect(),
            // by the shape of the body: Harbor before TCR, which has the same shape; Alibaba
            // before Docker Hub, whose members it has too
            new AcrDialect(),
            new EcrDialect(),
            new GarDialect(),
            new HarborDialect(),
            new TcrDialect(),
            new QuayDialect(),
            new AliyunDialect(),
            new DockerHubDialect(),
            // last: many bodies have a name and a tag
            new KeelDialect());

    private Known() {}
  }

  /** Returns all dialects, in the order of detection. */
  static List<Dialect> all() {
    return Known.ALL;
  }

  /** Returns the dialect with this name, {@code auto} included. */
  static Optional<Dialect> named(String name) {
    return name.equals(AutoDialect.NAME)
        ? Optional.of(new AutoDialect())
        : all().stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }

  /** Returns the value of {@code tagfast.sources.<name>.format}. */
  String name();

  /**
   * Returns how long its senders wait for an answer unless a setting says otherwise, minus the
   * network's time ({@code webhook-formats.md}, section 3.7). For most registries the time is
   * unknown, or is configured with the webhook's address.
   */
  default Duration answerWithin() {
    return Duration.ofSeconds(8);
  }

  /**
   * Whether a registry's own request may have this media type; any other one is answered 415. It is
   * not called for CloudEvents. Most dialects return {@link MediaTypes#isUsual}.
   *
   * @param mediaType lower case, without parameters; empty if there is none
   */
  boolean accepts(String mediaType);

  /**
   * Whether the notification certainly has this dialect's format. The first dialect that recognises
   * it reads it under {@code format: auto}, and reads every CloudEvent. It never throws.
   */
  boolean recognises(Notification notification);

  /**
   * Reads all entries of a notification, in their order. A well-formed but irrelevant entry becomes
   * an ignored entry, and so does a malformed entry among others: most senders repeat a request
   * that is not answered 2xx, and some disable their webhook.
   *
   * @throws MalformedBody if the body cannot have this dialect's format: not JSON, or a list
   *     instead of an object
   */
  Reading read(Notification notification);
}
