package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tagfast.connection.ApiServerFailure;
import dev.tagfast.image.Digest;
import dev.tagfast.image.Repository;
import dev.tagfast.image.Sentence;
import dev.tagfast.image.TagKey;
import dev.tagfast.image.UntrustedText;
import dev.tagfast.ledger.LedgerUnavailable;
import dev.tagfast.ledger.TagEntry;
import dev.tagfast.ledger.TagLedger;
import dev.tagfast.ledger.UnreadableEntry;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.ResourceNotFoundException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as {@link ImageTag} objects; their {@code resourceVersion} is the version.
 *
 * <p>A write of a known entry is one JSON merge patch (RFC 7386) with the version that was read.
 * The API server answers 409 if the object has another version by now. It is a patch and not an
 * update, because a patch names only Tagfast's own fields: what people wrote in the object stays.
 * Each method makes one request, except for the look-up by digest, which makes three.
 *
 * <p>Objects are read and written as plain JSON; the classes only define the schema. Binding them
 * with Jackson takes longer than all else that the first event needs of the ledger. Also, one
 * object that does not match its class must not fail a whole list.
 */
public final class KubernetesTagLedger implements TagLedger {
  private static final Logger LOG = Logger.getLogger(KubernetesTagLedger.class);
  private static final ResourceDefinitionContext KIND =
      ResourceDefinitionContext.fromResourceType(ImageTag.class);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final String MISSING_CRD =
      "the CRD imagetags.tagfast.dev is not installed: kubectl apply --server-side -f"
          + " knative/base/crds";

  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_ANSWER = 300;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LONGEST_PROBLEM = 200;
  private static final int MOST_WARNED = 1_000;
  private static final int IDENTITY_DIGITS = 8;

  private final KubernetesClient client;
  private final String namespace;
  private final ImageTagUids uids;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private volatile Optional<String> identity = Optional.empty();

  /**
   * @param namespace the namespace of the objects
   * @param uids remembers the uid of each object that is read or created
   */
  public KubernetesTagLedger(KubernetesClient client, String namespace, ImageTagUids uids) {
    this.client = client;
    this.namespace = namespace;
    this.uids = uids;
  }

  @Override
  public Optional<Versioned> read(TagKey key) {
    String name = ImageTagName.of(key);
    return call("read", name, () -> ifThere(name))
        .map(found -> requireEntryOf(key, uids.remember(found)));
  }

  @Override
  public Optional<String> write(TagEntry next, Optional<String> version) {
    String name = ImageTagName.of(next.key());
    try {
      GenericKubernetesResource written =
          version
              .map(
                  read ->
                      tags()
                          .resource(ImageTagWriter.named(name, namespace))
                          .patch(MERGE, patch(next, read)))
              .orElseGet(() -> tags().resource(ImageTagWriter.create(next, namespace)).create());
      return Optional.of(uids.remember(written).getMetadata().getResourceVersion());
    } catch (KubernetesClientException e) {
      boolean isOvertaken =
          e.getCode() == HttpURLConnection.HTTP_CONFLICT
              // With a version: the object was removed since it was read. Without one: the resource
              // itself is missing.
              || (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && version.isPresent());
      if (isOvertaken) {
        return Optional.empty();
      }
      throw unavailable("write", name, e);
    }
  }

  @Override
  public boolean remove(TagKey key, String version) {
    String name = ImageTagName.of(key);
    try {
      tags().withName(name).lockResourceVersion(version).delete();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw unavailable("delete", name, e);
    }
  }

  @Override
  public List<Versioned> unfinished() {
    return parseAll(
        call(
            "list",
            "*",
            () -> tags().withLabel(ImageTag.UNFINISHED, "true").list().getItems().stream()));
  }

  /**
   * Makes three narrow lists and not one of the whole repository: a clean-up deletes hundreds of
   * digests, and a repository may have thousands of tags. A tag that shows another digest than its
   * accepted one waits for a person, so it is among the unfinished.
   */
  @Override
  public List<Versioned> ofRepository(Repository repository, Optional<Digest> digest) {
    Map<String, String> byRepository =
        Map.of(ImageTag.REPOSITORY, ImageTagName.hash(repository.toString()));
    List<Map<String, String>> selectors =
        digest
            .map(
                named ->
                    List.of(
                        with(byRepository, ImageTag.DIGEST, ImageTagName.hash(named.value())),
                        with(byRepository, ImageTagName.childLabel(named), ""),
                        with(byRepository, ImageTag.UNFINISHED, "true")))
            .orElse(List.of(byRepository));
    Map<TagKey, Versioned> found = new LinkedHashMap<>();
    for (Map<String, String> labels : selectors) {
      parseAll(call("list", "*", () -> tags().withLabels(labels).list().getItems().stream()))
          .stream()
          // A label holds only a hash, and people can change it.
          .filter(match -> match.entry().isOf(repository, digest))
          .forEach(match -> found.put(match.entry().key(), match));
    }
    return List.copyOf(found.values());
  }

  @Override
  public List<Versioned> all() {
    return parseAll(call("list", "*", () -> tags().list().getItems().stream()));
  }

  /**
   * From the uid of the namespace: a copy of the objects in another cluster has another one. A
   * namespace that may not be read has none.
   */
  @Override
  public Optional<String> identity() {
    if (identity.isEmpty()) {
      identity =
          call("read the namespace of", "*", () -> uidOfNamespace().map(ImageTagName::hash))
              .map(hash -> hash.substring(0, IDENTITY_DIGITS));
    }
    return identity;
  }

  private Optional<String> uidOfNamespace() {
    try {
      return Optional.ofNullable(client.namespaces().withName(namespace).get())
          .map(found -> found.getMetadata().getUid());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The object; empty: the API server says that there is none of this name. Without the CRD it says
   * 404 too, but not of what: that is no answer, and what is not recorded must not be decided anew.
   */
  private Optional<GenericKubernetesResource> ifThere(String name) {
    try {
      return Optional.of(tags().withName(name).require());
    } catch (ResourceNotFoundException e) {
      // The client says the same of a refusal: only a 404 that names the object is an answer.
      if (!(e.getCause() instanceof KubernetesClientException answer)) {
        throw new KubernetesClientException(e.getMessage(), e);
      }
      if (answer.getCode() != HttpURLConnection.HTTP_NOT_FOUND || isMissingCrd(answer)) {
        throw answer;
      }
      return Optional.empty();
    }
  }

  /** Whether a 404 names no object, as the API server's does for a path that it does not know. */
  private static boolean isMissingCrd(KubernetesClientException answer) {
    boolean names =
        answer.getStatus() != null
            && answer.getStatus().getDetails() != null
            && answer.getStatus().getDetails().getName() != null;
    return answer.getCode() == HttpURLConnection.HTTP_NOT_FOUND && !names;
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(name, value);
    return more;
  }

  private String patch(TagEntry next, String version) {
    return client
        .getKubernetesSerialization()
        .asJson(
            Map.of(
                "metadata",
                Map.of("resourceVersion", version, "labels", ImageTagWriter.labels(next)),
                "status",
                ImageTagWriter.status(next)));
  }

  private Versioned requireEntryOf(TagKey key, GenericKubernetesResource found) {
    Versioned read;
    try {
      read = versioned(found);
      if (!read.entry().key().equals(key)) {
        throw new IllegalArgumentException(
            "it stands for " + read.entry().key() + " and not for " + key);
      }
    } catch (RuntimeException e) {
      long generation = Objects.requireNonNullElse(found.getMetadata().getGeneration(), 0L);
      throw new UnreadableEntry(key, generation, unreadable(found, e), e);
    }
    return read;
  }

  // Skips and logs an unreadable object: it must not keep the others from being finished. Once,
  // because every reconcile lists it again.
  private List<Versioned> parseAll(Stream<GenericKubernetesResource> tags) {
    return tags.<Versioned>mapMulti(
            (tag, into) -> {
              try {
                into.accept(versioned(tag));
              } catch (RuntimeException e) {
                if (warned.size() < MOST_WARNED && warned.add(unreadable(tag, e))) {
                  LOG.warn(unreadable(tag, e));
                }
              }
            })
        .toList();
  }

  private static Versioned versioned(GenericKubernetesResource tag) {
    JsonNode body = JSON.valueToTree(tag.getAdditionalProperties());
    return new Versioned(
        ImageTagReader.entry(tag.getMetadata(), body), tag.getMetadata().getResourceVersion());
  }

  private String unreadable(GenericKubernetesResource tag, RuntimeException why) {
    String name = tag.getMetadata().getName();
    return "ImageTag "
        + namespace
        + "/"
        + name
        + " cannot be read: "
        + UntrustedText.clean(String.valueOf(why.getMessage()), LONGEST_PROBLEM)
        + ". If a newer Tagfast wrote it, upgrade this one. Otherwise correct the field, or see what"
        + " the tag shows and accept that by kubectl delete imagetag "
        + name
        + " -n "
        + namespace;
  }

  private NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      tags() {
    return client.genericKubernetesResources(KIND).inNamespace(namespace);
  }

  private <T extends @Nullable Object> T call(String verb, String name, Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      throw unavailable(verb, name, e);
    }
  }

  private LedgerUnavailable unavailable(String verb, String name, KubernetesClientException e) {
    String what = "Could not " + verb + " imagetags.tagfast.dev " + namespace + "/" + name + ": ";
    return isMissingCrd(e)
        ? new LedgerUnavailable(what + MISSING_CRD, MISSING_CRD, e)
        : new LedgerUnavailable((what + explain(e)).strip(), e);
  }

  private String explain(KubernetesClientException e) {
    String answer = said(e);
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          "the API server does not allow it. Tagfast's service account needs get, list, create,"
              + " patch and delete on them in namespace "
              + namespace
              + ". "
              + answer;
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "the namespace "
              + namespace
              + " is not there. Create it, or correct tagfast.ledger.namespace. "
              + answer;
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
          "the API server says that the object is invalid. Install knative/base/crds of this"
              + " version. "
              + answer;
      case TOO_MANY_REQUESTS ->
          "the API server is busy, or the CRD was installed a moment ago. " + answer;
      case 0, -1 -> ApiServerFailure.of(e);
      default -> "the API server answers " + e.getCode() + ". " + answer;
    };
  }

  /** The API server's own words: the client's message has its address and the whole answer, too. */
  private static String said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getMessage)
        .map(message -> "It says: " + Sentence.of(UntrustedText.clean(message, LONGEST_ANSWER)))
        .orElse("");
  }
}
