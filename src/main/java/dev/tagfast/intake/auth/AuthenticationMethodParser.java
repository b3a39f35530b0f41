package dev.tagfast.intake.auth;

import dev.tagfast.image.UntrustedText;
import dev.tagfast.settings.Settings;
import dev.tagfast.settings.Settings.Authentication;
import dev.tagfast.settings.WrongSetting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parses the authentication settings of a source or of the events door. A setting that no request
 * can satisfy stops the start.
 */
public final class AuthenticationMethodParser {
  /** A header name: a token of RFC 9110, section 5.6.2. */
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /**
   * The signature headers of GitHub, Gitea, Forgejo, JFrog and angos. Each carries an HMAC of the
   * body, so any of them proves the secret.
   */
  private static final List<String> SHA256_HEADERS =
      List.of(
          "X-Hub-Signature-256",
          "X-Gitea-Signature",
          "X-Forgejo-Signature",
          "X-JFrog-Event-Auth",
          "X-Registry-Signature-256");

  private static final List<String> SHA1_HEADERS = List.of("X-Nexus-Webhook-Signature");

  private static final String GOOGLE = "https://accounts.google.com";
  private static final String GOOGLE_KEYS = "https://www.googleapis.com/oauth2/v3/certs";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String prefix;
  private final Settings.Proof proof;

  private AuthenticationMethodParser(String prefix, Settings.Proof proof) {
    this.prefix = prefix;
    this.proof = proof;
  }

  /**
   * Parses the authentication settings of a source.
   *
   * @param prefix the prefix of its settings, for example {@code tagfast.sources.ci}
   * @throws WrongSetting naming the first invalid setting
   */
  public static AuthenticationMethod ofSource(String prefix, Settings.Source source) {
    if (source.auth() == Authentication.CLOSED) {
      throw new WrongSetting(
          prefix + ".auth is `closed`, which only the events door can be: leave the source out");
    }
    return new AuthenticationMethodParser(prefix, source).authentication(source.auth());
  }

  /**
   * Parses the authentication settings of the events door.
   *
   * @throws WrongSetting naming the first invalid setting
   */
  public static AuthenticationMethod ofEvents(Settings.Events events) {
    if (events.auth() == Authentication.PATH) {
      throw new WrongSetting(
          "tagfast.events.auth is `path`, but the path of the events door is / alone: choose"
              + " `query`, or send to a source");
    }
    return new AuthenticationMethodParser("tagfast.events", events).authentication(events.auth());
  }

  private AuthenticationMethod authentication(Authentication auth) {
    return switch (auth) {
      case CLOSED -> new AuthenticationMethod.Closed();
      case NONE -> new AuthenticationMethod.Open();
      case HEADER -> {
        String header = header().orElse("Authorization");
        yield new AuthenticationMethod.ByHeader(
            header,
            secrets(auth, "the text that the sender writes in the header `" + header + "`"));
      }
      case HMAC_SHA256 -> signature(auth, Hmac.SHA256, SHA256_HEADERS);
      case HMAC_SHA1 -> signature(auth, Hmac.SHA1, SHA1_HEADERS);
      case PATH -> new AuthenticationMethod.ByPath(secrets(auth, "what the path ends with"));
      case QUERY -> {
        if (proof.parameter().isBlank()) {
          throw new WrongSetting(prefix + ".parameter is blank; write e.g. token");
        }
        yield new AuthenticationMethod.ByQuery(
            proof.parameter(),
            secrets(auth, "the value of the query parameter `" + proof.parameter() + "`"));
      }
      case OIDC -> new AuthenticationMethod.ByToken(tokenRules());
    };
  }

  private AuthenticationMethod signature(Authentication auth, Hmac hmac, List<String> usual) {
    return new AuthenticationMethod.BySignature(
        hmac, header().map(List::of).orElse(usual), secrets(auth, "the sender's signing secret"));
  }

  private Optional<String> header() {
    proof
        .header()
        .filter(name -> !HEADER_NAME.matcher(name).matches())
        .ifPresent(
            name -> {
              throw new WrongSetting(
                  prefix
                      + ".header is `"
                      + UntrustedText.clean(name, 60)
                      + "`, which is not the name of a header; write e.g. Authorization");
            });
    return proof.header();
  }

  private Secrets secrets(Authentication auth, String meaning) {
    List<Secret> configured = new ArrayList<>();
    configured(auth, ".secret", proof.secret()).ifPresent(configured::add);
    configured(auth, ".secret-previous", proof.secretPrevious()).ifPresent(configured::add);
    Optional<SecretFile> file = proof.secretFile().map(path -> file(path, isHeader(auth)));
    if (configured.isEmpty() && file.isEmpty()) {
      throw new WrongSetting(
          prefix
              + ".secret is missing or blank: set it to "
              + meaning
              + ", or "
              + prefix
              + ".secret-file to a file with it");
    }
    return new Secrets(configured, file);
  }

  private Optional<Secret> configured(Authentication auth, String name, Optional<String> secret) {
    Optional<String> text =
        secret.map(it -> Secret.text(it, isHeader(auth))).filter(it -> !it.isBlank());
    if (isHeader(auth)
        && text.filter(it -> !it.chars().allMatch(c -> c >= ' ' && c <= '~')).isPresent()) {
      throw new WrongSetting(
          prefix
              + name
              + " has a line break or a character beyond ASCII inside (it is not shown), which no"
              + " header carries unharmed; choose another secret");
    }
    return text.map(Secret::new);
  }

  private static boolean isHeader(Authentication auth) {
    return auth == Authentication.HEADER;
  }

  private SecretFile file(String path, boolean isHeader) {
    try {
      return new SecretFile(Path.of(path), isHeader);
    } catch (IOException | InvalidPathException e) {
      throw new WrongSetting(
          prefix
              + ".secret-file is `"
              + UntrustedText.clean(path, 160)
              + "`, which cannot be read ("
              + e.getClass().getSimpleName()
              + "); mount it, or correct the path");
    }
  }

  private TokenRules tokenRules() {
    Settings.Oidc oidc = proof.oidc();
    String issuer =
        required(oidc.issuer(), "issuer", "the issuer as tokens name it, e.g. " + GOOGLE);
    boolean isGoogle = issuer.equals(GOOGLE);
    String audience = required(oidc.audience(), "audience", "who the tokens are meant for");
    List<String> emails = oidc.emails().orElse(List.of());
    List<String> subjects = oidc.subjects().orElse(List.of());
    if (Stream.concat(emails.stream(), subjects.stream()).allMatch(String::isBlank)) {
      throw new WrongSetting(
          prefix
              + ".oidc.emails and .oidc.subjects are missing: everybody can have a token of this"
              + " issuer with this audience, so say whose are good");
    }
    Optional<String> url =
        oidc.jwksUrl().or(() -> isGoogle ? Optional.of(GOOGLE_KEYS) : Optional.empty());
    return new TokenRules(
        // Google's tokens carry either of these issuer names.
        isGoogle ? Set.of(GOOGLE, "accounts.google.com") : Set.of(issuer),
        audience,
        new TokenRules.Keys(
            keysUrl(required(url, "jwks-url", "the address of the issuer's keys")),
            oidc.ca().map(Path::of),
            oidc.tokenFile().map(Path::of)),
        emails,
        subjects,
        oidc.skew());
  }

  private URI keysUrl(String text) {
    try {
      URI url = URI.create(text);
      String host = String.valueOf(url.getHost());
      if ("https".equals(url.getScheme())
          || ("http".equals(url.getScheme()) && LOOPBACK.contains(host))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // The error is thrown below.
    }
    throw new WrongSetting(
        prefix
            + ".oidc.jwks-url is `"
            + UntrustedText.clean(text, 160)
            + "`; write an address with https, because whoever can change the keys can come in");
  }

  private String required(Optional<String> value, String name, String meaning) {
    return value
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () -> new WrongSetting(prefix + ".oidc." + name + " is missing: set it to " + meaning));
  }
}
