package dev.tagfast.registry.http;

import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.Origin;
import dev.tagfast.registry.credential.Credential;
import java.util.Optional;

/** Says what a registry refused, and which setting to look at. */
public record FailureMessages(ListedRegistry registry) {
  /** For every status that is no success and that a later try does not change. */
  public PermanentFailure refused(RegistryRequest request, HttpResponse response) {
    return switch (response.status()) {
      case 401, 403 ->
          new AllowedHosts(registry).isApi(response.from())
              ? credentials(request, response)
              : elsewhere(response);
      default -> new PermanentFailure("answered " + response.status() + ErrorCode.in(response));
    };
  }

  /** For 401 and 403 of the registry: the account is not allowed to do this. */
  public PermanentFailure credentials(RegistryRequest request, HttpResponse response) {
    String setting = registry.setting(request.writes() ? "push-credentials" : "credentials");
    Optional<Credential> credential =
        registry.credential(request.repository().path(), request.writes());
    String right = request.writes() ? "push" : "pull";
    String advice =
        credential.isPresent()
            ? "the credentials of %s need the right to %s there".formatted(setting, right)
            : "to %s there, set %s.username and .password".formatted(right, setting);
    return new PermanentFailure(
        "answered " + response.status() + ErrorCode.in(response) + "; " + advice);
  }

  /** For 401 and 403 of a host that the registry redirected to, which is sent no credential. */
  private PermanentFailure elsewhere(HttpResponse response) {
    return new PermanentFailure(
        "was redirected to %s, which answered %d; that is for %s to repair"
            .formatted(Origin.of(response.from()), response.status(), registry.host()));
  }
}
