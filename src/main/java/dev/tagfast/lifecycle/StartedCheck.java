package dev.tagfast.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * {@code /q/health/ready}: the process is started and takes events.
 *
 * <p>It asks nobody on purpose. A function that starts from zero is probed before its first event,
 * and a look at the API server would be on the way of that event; while the API server is down,
 * Tagfast answers events with 503 and Retry-After, which a sender understands better than a
 * connection that is refused because no replica is ready.
 */
@Readiness
@ApplicationScoped
class StartedCheck implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.up("started");
  }
}
