package dev.tagfast.ledger.kubernetes;

import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthProviderConfig;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.EventSource;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.MicroTimeSerDes;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.NamedExtension;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import io.fabric8.kubernetes.api.model.NamespaceSpec;
import io.fabric8.kubernetes.api.model.NamespaceStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Preconditions;
import io.fabric8.kubernetes.api.model.Preferences;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.runtime.RawExtension;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.internal.KubernetesDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The classes of the Kubernetes client's model that Jackson binds here, for the native executable:
 * those of the objects that Tagfast reads and writes, of the API server's failures and of watches,
 * and of a kubeconfig. Quarkus would register all 3,000 of the model, which makes the executable
 * half as large again. A test finds one that is missing.
 */
@RegisterForReflection(
    targets = {
      AnyType.class,
      AnyType.Serializer.class,
      AuthInfo.class,
      AuthProviderConfig.class,
      Cluster.class,
      Config.class,
      Context.class,
      CustomResource.class,
      DefaultKubernetesResourceList.class,
      DeleteOptions.class,
      Event.class,
      EventSeries.class,
      EventSource.class,
      ExecConfig.class,
      ExecEnvVar.class,
      FieldsV1.class,
      GenericKubernetesResource.class,
      GenericKubernetesResourceList.class,
      KubernetesDeserializer.class,
      ListMeta.class,
      ListOptions.class,
      ManagedFieldsEntry.class,
      MicroTime.class,
      MicroTimeSerDes.Deserializer.class,
      MicroTimeSerDes.Serializer.class,
      NamedAuthInfo.class,
      NamedCluster.class,
      NamedContext.class,
      NamedExtension.class,
      Namespace.class,
      NamespaceCondition.class,
      NamespaceSpec.class,
      NamespaceStatus.class,
      ObjectMeta.class,
      ObjectReference.class,
      OwnerReference.class,
      Preconditions.class,
      Preferences.class,
      RawExtension.class,
      Status.class,
      StatusCause.class,
      StatusDetails.class,
      WatchEvent.class
    })
final class KubernetesModelClasses {
  private KubernetesModelClasses() {}
}
