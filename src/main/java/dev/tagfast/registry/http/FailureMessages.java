package dev.tagfast.registry.http;

import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.Origin;
import dev.tagfast.registry.credential.Credential;
import java.util.Optional;

/** The messages for what a registry refuses. Each names the setting to look at. */
public record FailureMessages(ListedRegistry registry) {
  /** The message for a status that is no success and that no later attempt changes. */
  public PermanentFailure refused(RegistryRequest request, HttpResponse response) {
    return switch (response.status()) {
      case 401, 403 ->
          new AllowedHosts(registry).isApi(response.from())
              ? credentials(request, response)
              : refusedByRedirectTarget(response);
      case 407 ->
          new PermanentFailure(
              "answered 407: the proxy wants another user and password; see HTTPS_PROXY and"
                  + " HTTP_PROXY");
      default -> new PermanentFailure("answered " + response.status() + ErrorCode.in(response));
    };
  }

  /** The registry refused the credentials, or wants some (401, 403). */
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

  /**
   * A host that the registry redirected to refused the request. The registry's credentials are not
   * sent there.
   */
  private PermanentFailure refusedByRedirectTarget(HttpResponse response) {
    return new PermanentFailure(
        "was redirected to %s, which answered %d; that is for %s to repair"
            .formatted(Origin.of(response.from()), response.status(), registry.host()));
  }
}
