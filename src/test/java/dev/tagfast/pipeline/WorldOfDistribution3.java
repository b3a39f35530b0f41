package dev.tagfast.pipeline;

import dev.tagfast.testing.Notify;
import dev.tagfast.testing.RegistryProcess;
import dev.tagfast.testing.World;

/** The world with registries of the newest version of CNCF Distribution. */
public final class WorldOfDistribution3 extends World {
  @Override
  protected RegistryProcess openRegistry(Notify... notifications) {
    return RegistryProcess.ofDistribution3(notifications);
  }
}
