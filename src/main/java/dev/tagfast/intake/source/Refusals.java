package dev.tagfast.intake.source;

import dev.tagfast.decide.Reason;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.registry.config.RegistryHosts;
import dev.tagfast.report.metrics.Metrics;
import dev.tagfast.report.notice.Notice;
import dev.tagfast.report.notice.Notices;
import dev.tagfast.settings.EditDistance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells the operator what the doors did not take: the sender, as a rule a registry, shows its
 * answers to nobody. What only a setting can put right is a {@link Notice}, and all is counted.
 */
@ApplicationScoped
public class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class);
  private static final int LONGEST = 200;
  private static final int LONGEST_NAME = 100;

  /** A list of more names would hide the sentence. */
  private static final int MOST_NAMES = 10;

  private static final String UNKNOWN = "unknown";

  private final DoorSettings doors;
  private final RegistryHosts hosts;
  private final Metrics metrics;
  private final Notices notices;

  public Refusals(DoorSettings doors, RegistryHosts hosts, Metrics metrics, Notices notices) {
    this.doors = doors;
    this.hosts = hosts;
    this.metrics = metrics;
    this.notices = notices;
  }

  /**
   * A request named a source that is not there. Its caller is a stranger, who is not told which
   * there are.
   *
   * @param name what stands after {@code /webhooks/}
   * @param hasSecret whether a secret follows it
   */
  public void unknownSource(String name, boolean hasSecret) {
    metrics.refused(UNKNOWN, Notice.Cause.SOURCE_UNKNOWN.word());
    String said = UntrustedText.clean(name, LONGEST_NAME);
    List<String> names = doors.sources().stream().map(ConfiguredSource::name).sorted().toList();
    String what =
        hasSecret && names.contains(name)
            ? "A request to /webhooks/%s/… was answered 404, because the source %s has no secret in its address. Let the registry post to /webhooks/%s, or set tagfast.sources.%s.auth=path."
                .formatted(said, said, said, said)
            : "A request to /webhooks/%s was answered 404, because no source has this name, so nothing came of it. %s%s Correct the address at the registry, or configure tagfast.sources.NAME."
                .formatted(
                    said,
                    names.isEmpty()
                        ? "No source is configured."
                        : "Configured are: " + few(names) + ".",
                    didYouMean(said, names));
    notices.tell(new Notice(Notice.Cause.SOURCE_UNKNOWN, name, what));
  }

  /**
   * An authentic event goes no further.
   *
   * @param source the name of the source, or of the events door
   * @param host the registry that it names
   * @param image how the event names the tag
   */
  public void refused(String source, Optional<String> host, String image, Reason reason) {
    metrics.refused(source, reason.word());
    if (reason == Reason.REGISTRY_NOT_LISTED && host.isPresent()) {
      notices.tell(notListed(source, host.get(), image));
      return;
    }
    LOG.infof(
        "An event of source %s about %s goes no further: %s",
        source, UntrustedText.clean(image, LONGEST), reason.word());
  }

  private Notice notListed(String source, String host, String image) {
    SortedMap<String, String> listed = hosts.listed();
    String said = UntrustedText.clean(host, LONGEST_NAME);
    String which =
        listed.isEmpty()
            ? "No registry is listed."
            : "Listed are: "
                + few(
                    listed.entrySet().stream()
                        .map(registry -> registry.getValue() + " (" + registry.getKey() + ")")
                        .toList())
                + ".";
    return new Notice(
        Notice.Cause.REGISTRY_NOT_LISTED,
        host,
        "An event of source %s is about %s, and the registry %s is not listed, so nothing came of it. %s%s List it: tagfast.registries.NAME.host=%s; or, if it is another name of a listed one, add it to that one's .aliases."
            .formatted(
                source,
                UntrustedText.clean(image, LONGEST),
                said,
                which,
                didYouMean(said, new TreeSet<>(listed.values())),
                said));
  }

  private static String didYouMean(String said, Collection<String> names) {
    return EditDistance.nearest(said, names).map(name -> " Did you mean " + name + "?").orElse("");
  }

  private static String few(List<String> names) {
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES
        ? first
        : first + " and " + (names.size() - MOST_NAMES) + " more";
  }
}
