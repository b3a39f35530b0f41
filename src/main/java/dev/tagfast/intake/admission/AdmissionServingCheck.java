package dev.tagfast.intake.admission;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Health check {@code /q/health/ready}: an instance that reviews has a certificate to serve with.
 * The API server must not be sent to one that has none.
 */
@Readiness
@ApplicationScoped
class AdmissionServingCheck implements HealthCheck {
  private final AdmissionServer server;

  AdmissionServingCheck(AdmissionServer server) {
    this.server = server;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("admission")
        .status(!server.isWanted() || server.served().isPresent())
        .build();
  }
}
