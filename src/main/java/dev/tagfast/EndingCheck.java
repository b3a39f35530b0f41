package dev.tagfast;

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
class EndingCheck implements HealthCheck {
  private final Ending ending;

  EndingCheck(Ending ending) {
    this.ending = ending;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("takes events").status(!ending.hasBegun()).build();
  }
}
