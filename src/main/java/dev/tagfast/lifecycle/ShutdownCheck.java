package dev.tagfast.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * {@code /q/health/ready} is down as soon as the process is told to stop. Quarkus' own check of
 * that may only hear of it when the end is over.
 */
@Readiness
@ApplicationScoped
class ShutdownCheck implements HealthCheck {
  private final Shutdown shutdown;

  ShutdownCheck(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("takes events").status(!shutdown.hasBegun()).build();
  }
}
