package dev.tagfast.registry.token;

import dev.tagfast.image.Sentence;
import dev.tagfast.registry.config.ListedRegistry;
import dev.tagfast.registry.credential.Credential;
import dev.tagfast.registry.http.AllowedHosts;
import dev.tagfast.registry.http.Deadline;
import dev.tagfast.registry.http.HttpRequest;
import dev.tagfast.registry.http.HttpResponse;
import dev.tagfast.registry.http.HttpTransport;
import dev.tagfast.registry.http.PermanentFailure;
import dev.tagfast.registry.http.Redirects;
import dev.tagfast.registry.http.RetryableFailure;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a registry once whether it is there and takes its credentials: {@code GET /v2/}, the request
 * that {@code docker login} sends. It says nothing of repositories: a credential may be good and
 * have no right to one.
 */
public final class ApiProbe {
  private final ListedRegistry registry;
  private final HttpTransport transport;
  private final InstantSource clock;
  private final Deadline deadline;
  private final URI address;

  private ApiProbe(ListedRegistry registry, HttpTransport transport, InstantSource clock) {
    this.registry = registry;
    this.transport = transport;
    this.clock = clock;
    deadline = Deadline.in(registry.timeout().multipliedBy(2));
    address = URI.create(registry.api() + "/v2/");
  }

  /**
   * What is wrong, as sentences that say what to do; empty: nothing was found. Blocks.
   *
   * @param transport without memory: a registry that is away at the start may be there at the first
   *     event
   */
  public static List<String> problems(
      ListedRegistry registry, HttpTransport transport, InstantSource clock) {
    return new ApiProbe(registry, transport, clock).problems();
  }

  private List<String> problems() {
    try {
      HttpResponse response = get(Optional.empty());
      return switch (response.status()) {
        case 200 ->
            response.mediaType().equals("text/html")
                ? List.of(
                    this + " answered with a web page; is " + registry.setting("url") + " its API?")
                : List.of();
        case 401 -> credentialProblems(response);
        default ->
            List.of(
                Sentence.of(this + " answered " + response.status() + advice(response.status())));
      };
    } catch (RetryableFailure e) {
      return List.of(unanswered(e));
    } catch (PermanentFailure e) {
      return List.of(Sentence.of(this + " " + e.why()));
    }
  }

  private String unanswered(RetryableFailure failure) {
    return (Sentence.of(this + " " + failure.why()) + " " + failure.advice()).strip();
  }

  private String advice(int status) {
    return switch (status) {
      case 400 ->
          registry.origin().encrypted()
              ? ""
              : "; does it speak TLS there? Then remove " + registry.setting("insecure");
      case 403 -> "; it does not let Tagfast's address in";
      case 404 -> "; is " + registry.setting("url") + " the address of its API?";
      case 407 -> ": the proxy wants another user and password; see HTTPS_PROXY and HTTP_PROXY";
      default -> "";
    };
  }

  private List<String> credentialProblems(HttpResponse response) throws RetryableFailure {
    List<Challenge> challenges = Challenge.parse(response.all("WWW-Authenticate"));
    if (challenges.isEmpty()) {
      return List.of(this + " answered 401 and does not say how to authenticate.");
    }
    Challenge challenge = challenges.getFirst();
    Optional<Credential> pull = registry.credential("", false);
    if (pull.isEmpty() && challenge instanceof Challenge.Basic && !registry.hasCredentials(false)) {
      return List.of(
          "%s answered 401: it lets nobody read without a password; set %s.username and .password."
              .formatted(this, registry.setting("credentials")));
    }
    Set<String> problems = new LinkedHashSet<>();
    pull.flatMap(it -> refusal(challenge, it, false)).ifPresent(problems::add);
    registry
        .credential("", true)
        .flatMap(it -> refusal(challenge, it, true))
        .ifPresent(problems::add);
    return List.copyOf(problems);
  }

  /** Why the registry does not take a credential; empty: it does. */
  private Optional<String> refusal(Challenge challenge, Credential credential, boolean writes) {
    try {
      return switch (challenge) {
        case Challenge.Bearer bearer -> {
          var _ =
              new TokenFetcher(registry, transport, clock)
                  .fetch(
                      bearer, bearer.scope().orElse(""), writes, Optional.of(credential), deadline);
          yield Optional.empty();
        }
        case Challenge.Basic _ -> {
          String setting = registry.setting(writes ? "push-credentials" : "credentials");
          Optional<String> header = Authorizer.basicHeader(credential);
          if (header.isEmpty()) {
            yield Optional.of(
                this + " wants a user and a password, and " + setting + " has a token alone.");
          }
          int status = get(header).status();
          yield status == 401 || status == 403
              ? Optional.of(
                  "%s answered %d to the user and password of %s: correct them."
                      .formatted(this, status, setting))
              : Optional.empty();
        }
      };
    } catch (RetryableFailure e) {
      return Optional.of(unanswered(e));
    } catch (PermanentFailure e) {
      return Optional.of(Sentence.of(this + " " + e.why()));
    }
  }

  private HttpResponse get(Optional<String> authorization)
      throws RetryableFailure, PermanentFailure {
    HttpRequest request =
        new HttpRequest("GET", address, "application/json", authorization, Optional.empty());
    return new Redirects(transport, new AllowedHosts(registry)).send(request, deadline);
  }

  /** The request, for messages. */
  @Override
  public String toString() {
    return "GET " + registry.origin() + address.getRawPath();
  }
}
