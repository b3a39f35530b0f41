package dev.tagfast.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Real connections show the same in {@code TlsTest} and {@code RealRegistryTest}. */
class ConnectionFailureTest {
  @Test
  void theCauseDecidesHoweverDeepItIsWrapped() {
    Map<Throwable, ConnectionFailure> all =
        Map.of(
            new TimeoutException(),
            ConnectionFailure.TIMED_OUT,
            new SocketTimeoutException(),
            ConnectionFailure.TIMED_OUT,
            new ConnectException(),
            ConnectionFailure.REFUSED,
            new UnknownHostException(),
            ConnectionFailure.UNKNOWN_HOST,
            new SSLException("not an SSL/TLS record"),
            ConnectionFailure.NO_TLS,
            handshake(new CertPathBuilderException()),
            ConnectionFailure.UNKNOWN_AUTHORITY,
            handshake(new CertificateExpiredException()),
            ConnectionFailure.WRONG_CERTIFICATE,
            new IOException("closed"),
            ConnectionFailure.LOST);

    all.forEach(
        (failure, expected) -> {
          assertThat(ConnectionFailure.of(failure)).isEqualTo(expected);
          assertThat(ConnectionFailure.of(new IllegalStateException(new IOException(failure))))
              .isEqualTo(expected);
          assertThat(ApiServerFailure.of(failure)).contains("API server");
        });
  }

  private static SSLHandshakeException handshake(Throwable cause) {
    SSLHandshakeException failure = new SSLHandshakeException("PKIX path validation failed");
    failure.initCause(cause);
    return failure;
  }
}
