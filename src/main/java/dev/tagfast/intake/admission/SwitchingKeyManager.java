package dev.tagfast.intake.admission;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows another certificate from one handshake to the next, without a change of the server. Vert.x'
 * own {@code updateSSLOptions} closes connections that come while it is at work, and each is a
 * review that fails.
 */
final class SwitchingKeyManager extends X509ExtendedKeyManager {
  private static final String SEPARATOR = ":";

  /** The newest first. A handshake that began with the one before ends with it. */
  private volatile List<Shown> shown = List.of();

  private record Shown(int number, X509KeyManager keys) {
    String alias(String own) {
      return number + SEPARATOR + own;
    }
  }

  /** From the next handshake on, these are shown. */
  synchronized void show(X509KeyManager keys) {
    Optional<Shown> before = shown.stream().findFirst();
    Shown next = new Shown(before.map(it -> it.number() + 1).orElse(0), keys);
    shown = before.map(it -> List.of(next, it)).orElse(List.of(next));
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chosen(
        keys ->
            keys instanceof X509ExtendedKeyManager extended
                ? extended.chooseEngineServerAlias(keyType, issuers, engine)
                : keys.chooseServerAlias(keyType, issuers, null));
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chosen(keys -> keys.chooseServerAlias(keyType, issuers, socket));
  }

  private @Nullable String chosen(Function<X509KeyManager, @Nullable String> choice) {
    for (Shown newest : shown) {
      String own = choice.apply(newest.keys());
      return own == null ? null : newest.alias(own);
    }
    return null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return named(alias, X509KeyManager::getCertificateChain);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return named(alias, X509KeyManager::getPrivateKey);
  }

  /** Of the keys that the alias was chosen from. */
  private <T> @Nullable T named(
      String alias, BiFunction<X509KeyManager, String, @Nullable T> member) {
    for (Shown each : shown) {
      String mark = each.alias("");
      if (alias.startsWith(mark)) {
        return member.apply(each.keys(), alias.substring(mark.length()));
      }
    }
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null; // Nobody asks: a server chooses.
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null; // It is no client.
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
