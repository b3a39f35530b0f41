package dev.tagfast.ledger.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The custom resource of a ledger entry. People write {@code spec}, Tagfast writes {@code status}.
 * There is no status subresource, because one write must be one compare-and-set.
 */
@Group("tagfast.dev")
@Version("v1alpha1")
@Plural("imagetags")
@ShortNames("imgtag")
@AdditionalPrinterColumn(name = "Repository", jsonPath = ".spec.repository")
@AdditionalPrinterColumn(name = "Tag", jsonPath = ".spec.tag")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Accepted", jsonPath = ".status.summary.accepted")
@AdditionalPrinterColumn(name = "Shows", jsonPath = ".status.summary.shows")
@AdditionalPrinterColumn(name = "By", jsonPath = ".status.summary.by")
@AdditionalPrinterColumn(
    name = "Since",
    jsonPath = ".status.since",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Followed", jsonPath = ".status.summary.followed")
@AdditionalPrinterColumn(
    name = "Why",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
@AdditionalPrinterColumn(name = "Registry", jsonPath = ".spec.registry", priority = 1)
@AdditionalPrinterColumn(name = "Kind", jsonPath = ".status.acceptedKind", priority = 1)
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".status.acceptedRevision", priority = 1)
@AdditionalPrinterColumn(name = "Displaced", jsonPath = ".status.displaced", priority = 1)
@AdditionalPrinterColumn(
    name = "Moves",
    jsonPath = ".status.moves",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public final class ImageTag extends CustomResource<ImageTagSpec, ImageTagStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** Annotation with a digest: the same as {@code spec.accept} without {@code until}. */
  public static final String ACCEPT = "tagfast.dev/accept";

  /** Annotation with a time: until then no messenger is told of the tag. */
  public static final String SILENCE_UNTIL = "tagfast.dev/silence-until";

  /** Label: the {@linkplain ImageTagName#hash hash} of registry and repository. */
  public static final String REPOSITORY = "tagfast.dev/repository";

  /** Label: the {@linkplain ImageTagName#hash hash} of the accepted digest. */
  public static final String DIGEST = "tagfast.dev/digest";

  /**
   * First part of a label's name; the {@linkplain ImageTagName#hash hash} of a digest follows that
   * the accepted index lists. A delete of that digest concerns the tag.
   */
  public static final String CHILD_PREFIX = "child.tagfast.dev/";

  /** Label, {@code true} or absent: {@link dev.tagfast.ledger.TagEntry#isUnfinished}. */
  public static final String UNFINISHED = "tagfast.dev/unfinished";

  /** Label, {@code true} or absent: {@link dev.tagfast.ledger.TagEntry#waitsForAPerson}. */
  public static final String WAITS = "tagfast.dev/waits";

  @Override
  @Required // A person who could remove the spec could change the names in it.
  public ImageTagSpec getSpec() {
    return super.getSpec();
  }
}
