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
 * The custom resource by which a person approves one digest of one tag. People create it, and it
 * never changes; Tagfast writes its status. Objects are read by {@link TagApprovalReader}.
 */
@Group("tagfast.dev")
@Version("v1alpha1")
@Plural("tagapprovals")
@ShortNames("tagappr")
@AdditionalPrinterColumn(name = "Tag", jsonPath = ".spec.tag")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "By", jsonPath = ".spec.by")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".spec.reason")
@AdditionalPrinterColumn(
    name = "Used",
    jsonPath = ".status.usedAt",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Until", jsonPath = ".spec.until", priority = 1)
@AdditionalPrinterColumn(name = "Digest", jsonPath = ".spec.digest", priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", priority = 1)
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public final class TagApproval extends CustomResource<TagApprovalSpec, TagApprovalStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required // Who could remove the spec could change what it approves.
  public TagApprovalSpec getSpec() {
    return super.getSpec();
  }
}
