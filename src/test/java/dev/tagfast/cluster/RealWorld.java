package dev.tagfast.cluster;

import dev.tagfast.testing.KubernetesApi;
import dev.tagfast.testing.World;

/** The world with a real API server, and Tagfast in it with the rights of {@code knative/base}. */
public class RealWorld extends World {
  @Override
  protected KubernetesApi openApi() {
    return RealApi.open();
  }
}
