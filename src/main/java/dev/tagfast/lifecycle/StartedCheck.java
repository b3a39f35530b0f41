package dev.tagfast.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Health check {@code /q/health/ready}: the process is started and takes events.
 *
 * <p>It asks no other service, on purpose. A function that starts from zero is probed before its
 * first event, and a request to the API server would delay that event. While the API server is
 * down, Tagfast answers events with 503 and {@code Retry-After}. A sender handles that better than
 * a refused connection, which it gets if no replica is ready.
 */
@Readiness
@ApplicationScoped
class StartedCheck implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.up("started");
  }
}
