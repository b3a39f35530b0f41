package dev.tagfast.policy.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tagfast.policy.rule.PolicyParser;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The custom resource {@code TagPolicy}: an operator's rules for tags, for the whole cluster. This
 * class is the source of the CRD's schema. Objects are read by {@link PolicyParser}, which also
 * handles those that do not fit the schema.
 */
@Group("tagfast.dev")
@Version("v1alpha1")
@Plural("tagpolicies")
@ShortNames("tagpol")
@AdditionalPrinterColumn(
    name = "Priority",
    jsonPath = ".spec.priority",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Valid",
    jsonPath = ".status.valid",
    type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Problem",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public final class TagPolicy extends CustomResource<TagPolicySpec, TagPolicyStatus> {
  private static final long serialVersionUID = 1L;

  /** The spec. It is required, because the meaning of a policy without one is unclear. */
  @Required
  @Override
  public TagPolicySpec getSpec() {
    return super.getSpec();
  }
}
