package dev.tagfast.registry.http;

import dev.tagfast.connection.ConnectionFailure;
import dev.tagfast.image.Sentence;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.config.Origin;
import dev.tagfast.registry.credential.Credential;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The messages for what a registry refuses, and for why it does not answer. Each names the setting
 * to look at.
 */
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
      case 400 -> speaksTls(response) ? tlsIsWanted(response) : answered(response);
      default -> answered(response);
    };
  }

  private static PermanentFailure answered(HttpResponse response) {
    return new PermanentFailure("answered " + response.status() + ErrorCode.in(response));
  }

  private static boolean speaksTls(HttpResponse response) {
    return !Origin.of(response.from()).encrypted()
        && ConnectionFailure.saysThatTlsIsWanted(
            new String(response.body(), StandardCharsets.UTF_8));
  }

  private PermanentFailure tlsIsWanted(HttpResponse response) {
    return new PermanentFailure(
        "was sent in plain HTTP to %s, which speaks TLS; leave %s out, and write https:// in .url"
            .formatted(Origin.of(response.from()), registry.setting("insecure")));
  }

  /** What happened where there was no answer, with what to do about it. */
  public RetryableFailure unanswered(URI address, ConnectionFailure failure) {
    Origin origin = Origin.of(address);
    String at = " at " + origin;
    boolean isApi = new AllowedHosts(registry).isApi(address);
    String check =
        isApi
            ? "is it up, and is %s or .url right?".formatted(registry.setting("host"))
            : "the registry named this host; is it up?";
    return switch (failure) {
      case TIMED_OUT ->
          failed(
              unanswered(failure) + at,
              "Is it up, and does a network policy keep this pod from it? %s is the limit."
                  .formatted(registry.setting("timeout")));
      case REFUSED ->
          failed(unanswered(failure) + at + ": the connection was refused", Sentence.of(check));
      case UNKNOWN_HOST ->
          failed(
              unanswered(failure) + " as " + origin.host(),
              isApi
                  ? "Correct %s or .url, or the DNS that this pod uses."
                      .formatted(registry.setting("host"))
                  : "The registry named it; can this pod's DNS find it?");
      case NO_TLS ->
          failed(
              unanswered(failure) + at + ", which seems to speak plain HTTP",
              "If that is meant, set %s=true; else correct .url."
                  .formatted(registry.setting("insecure")));
      case UNKNOWN_AUTHORITY ->
          failed(
              unanswered(failure) + at,
              "Mount the authority's certificate as PEM, and name the file in %s."
                  .formatted(registry.setting("ca")));
      case WRONG_CERTIFICATE ->
          failed(
              unanswered(failure) + at,
              isApi
                  ? "Renew the certificate, or correct %s or .url."
                      .formatted(registry.setting("host"))
                  : "The registry named this host; its certificate must be renewed.");
      case LOST ->
          failed(
              unanswered(failure) + at,
              origin.encrypted()
                  ? ""
                  : "If it speaks TLS, leave %s out.".formatted(registry.setting("insecure")));
    };
  }

  /** What happened, without the place. */
  public String unanswered(ConnectionFailure failure) {
    return switch (failure) {
      case TIMED_OUT -> "got no answer within " + registry.timeout().toMillis() / 1000.0 + " s";
      case REFUSED -> "found nobody listening";
      case UNKNOWN_HOST -> "found no such host";
      case NO_TLS -> "found no TLS";
      case UNKNOWN_AUTHORITY -> "found a TLS certificate of an authority that is not trusted";
      case WRONG_CERTIFICATE -> "found a TLS certificate that is expired or for another host";
      case LOST -> "lost the connection before the answer came";
    };
  }

  private static RetryableFailure failed(String why, String advice) {
    return new RetryableFailure(why, advice, Optional.empty());
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
