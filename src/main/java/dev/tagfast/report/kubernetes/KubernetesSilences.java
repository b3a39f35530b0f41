package dev.tagfast.report.kubernetes;

import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.report.ImageTagLinks;
import dev.tagfast.report.ImageTagLinks.ImageTagObject;
import dev.tagfast.report.Silences;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads the annotation of the {@code ImageTag} at each message: messages are rare. What cannot be
 * read silences nothing.
 */
@ApplicationScoped
public class KubernetesSilences implements Silences {
  private static final Logger LOG = Logger.getLogger(KubernetesSilences.class);
  private static final int LONGEST_QUOTE = 40;

  private final ImageTagLinks objects;
  private final Provider<KubernetesClient> client;

  public KubernetesSilences(ImageTagLinks objects, Provider<KubernetesClient> client) {
    this.objects = objects;
    this.client = client;
  }

  @Override
  public Optional<Instant> until(TagKey key) {
    return objects.of(key).flatMap(this::annotation).flatMap(text -> time(key, text));
  }

  private Optional<String> annotation(ImageTagObject object) {
    try {
      return Optional.ofNullable(
              client
                  .get()
                  .resources(ImageTag.class)
                  .inNamespace(object.namespace())
                  .withName(object.name())
                  .get())
          .map(tag -> tag.getMetadata().getAnnotations())
          .map(annotations -> annotations.get(ImageTag.SILENCE_UNTIL));
    } catch (KubernetesClientException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(TagKey key, String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
    } catch (DateTimeException _) {
      LOG.warnf(
          "%s of %s has %s, which is no time: write one as 2026-12-01T08:00:00Z. Nothing is"
              + " silenced.",
          ImageTag.SILENCE_UNTIL, key, UntrustedText.quoted(text, LONGEST_QUOTE));
      return Optional.empty();
    }
  }
}
