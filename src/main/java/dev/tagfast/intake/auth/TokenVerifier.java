package dev.tagfast.intake.auth;

import dev.tagfast.intake.auth.AuthenticationResult.Authenticated;
import dev.tagfast.intake.auth.AuthenticationResult.Denied;
import dev.tagfast.intake.auth.AuthenticationResult.KeysUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** Verifies the tokens that OpenID Connect issuers sign. */
@ApplicationScoped
public class TokenVerifier {
  /** The greatest age of a token, whatever its own expiry says. */
  private static final int MAX_AGE_SECONDS = 24 * 60 * 60;

  private final KeyFetcher fetcher;
  private final InstantSource clock;
  private final Map<TokenRules.Keys, KeyCache> caches = new ConcurrentHashMap<>();

  TokenVerifier(KeyFetcher fetcher, InstantSource clock) {
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /** Verifies a token. It may fetch keys, so it must not run on an event loop. */
  AuthenticationResult verify(TokenRules rules, String token) {
    List<JsonWebKey> keys;
    try {
      if (!(JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature signed)) {
        return new Denied("the token is encrypted; a signed one is expected");
      }
      keys =
          caches
              .computeIfAbsent(rules.keys(), where -> new KeyCache(where, fetcher, clock))
              .keys(Optional.ofNullable(signed.getKeyIdHeaderValue()));
    } catch (JoseException e) {
      return new Denied("the bearer token is no JSON Web Token");
    } catch (IOException e) {
      return new KeysUnavailable(
          "the keys that tokens are verified with could not be had: " + e.getMessage());
    }
    try {
      return allowed(rules, claims(rules, token, keys));
    } catch (InvalidJwtException e) {
      return new Denied(reason(e, rules));
    }
  }

  private JwtClaims claims(TokenRules rules, String token, List<JsonWebKey> keys)
      throws InvalidJwtException {
    int skew = (int) rules.skew().toSeconds();
    return new JwtConsumerBuilder()
        .setJwsAlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
        .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
        .setExpectedIssuers(true, rules.issuers().toArray(String[]::new))
        .setExpectedAudience(true, rules.audience())
        .setRequireExpirationTime()
        .setRequireIssuedAt()
        .setRequireSubject()
        .setIssuedAtRestrictions(0, MAX_AGE_SECONDS)
        .setAllowedClockSkewInSeconds(skew)
        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
        .build()
        .processToClaims(token);
  }

  private static AuthenticationResult allowed(TokenRules rules, JwtClaims claims) {
    boolean bySubject = rules.allowsSubject(claims.getClaimValueAsString("sub"));
    // Google writes a boolean, other issuers write a string.
    boolean isVerified = "true".equals(claims.getClaimValueAsString("email_verified"));
    Optional<String> email = Optional.ofNullable(claims.getClaimValueAsString("email"));
    boolean byEmail = isVerified && email.filter(rules.emails()::contains).isPresent();
    return bySubject || byEmail
        ? new Authenticated()
        : new Denied(
            "the token is genuine, but neither its verified e-mail nor its subject is one of"
                + " oidc.emails and oidc.subjects");
  }

  /** Says why a token is rejected, without its claims: a token is a secret while it is valid. */
  private static String reason(InvalidJwtException e, TokenRules rules) {
    if (e.hasErrorCode(org.jose4j.jwt.consumer.ErrorCodes.EXPIRED)) {
      return "the token has expired";
    }
    if (e.hasErrorCode(org.jose4j.jwt.consumer.ErrorCodes.AUDIENCE_INVALID)
        || e.hasErrorCode(org.jose4j.jwt.consumer.ErrorCodes.AUDIENCE_MISSING)) {
      return "the token is not meant for `" + rules.audience() + "`, which is oidc.audience";
    }
    if (e.hasErrorCode(org.jose4j.jwt.consumer.ErrorCodes.ISSUER_INVALID)
        || e.hasErrorCode(org.jose4j.jwt.consumer.ErrorCodes.ISSUER_MISSING)) {
      return "the token is of another issuer than oidc.issuer";
    }
    return "the token's signature, key, algorithm or times are not good";
  }
}
