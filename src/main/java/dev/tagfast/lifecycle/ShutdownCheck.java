package dev.tagfast.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Health check {@code /q/health/ready}: down as soon as the shutdown begins. Quarkus' own check may
 * learn of it only when the shutdown is over.
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
