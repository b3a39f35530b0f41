package dev.tagfast.connection;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why a request got no answer, as its exception tells. The exception's own message is not for
 * people: it differs from client to client, and may hold an address with a signature.
 */
public enum ConnectionFailure {
  /** No answer in time. */
  TIMED_OUT,
  /** Nobody listens at the port. */
  REFUSED,
  /** No server has this name. */
  UNKNOWN_HOST,
  /** TLS was spoken to a server that does not speak it. */
  NO_TLS,
  /** The server's certificate is of an authority that is not trusted. */
  UNKNOWN_AUTHORITY,
  /** The server's certificate is expired, or for another host. */
  WRONG_CERTIFICATE,
  /** The connection ended before the answer came. */
  LOST;

  /** What servers of Go, nginx and Apache answer with 400 to plain HTTP where they speak TLS. */
  private static final Pattern TLS_WANTED =
      Pattern.compile(
          "HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port"
              + "|speaking plain HTTP to an SSL-enabled server");

  /** What happened, after the name of a server and a colon. */
  public String what() {
    return switch (this) {
      case TIMED_OUT -> "no answer in time";
      case REFUSED -> "the connection was refused, nobody listens there";
      case UNKNOWN_HOST -> "the host name is not known";
      case NO_TLS -> "there is no TLS; perhaps it speaks plain HTTP";
      case UNKNOWN_AUTHORITY -> "its TLS certificate is of an authority that is not trusted";
      case WRONG_CERTIFICATE -> "its TLS certificate is expired or for another host";
      case LOST -> "the connection broke before the answer came";
    };
  }

  /** The failure of a request. */
  public static ConnectionFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case TimeoutException _, SocketTimeoutException _ -> {
          return TIMED_OUT;
        }
        case UnknownHostException _ -> {
          return UNKNOWN_HOST;
        }
        case ConnectException _ -> {
          return REFUSED;
        }
        case SSLException handshake -> {
          return ofHandshake(handshake);
        }
        default -> {
          // A wrapper, or a cause without a better description.
        }
      }
    }
    return LOST;
  }

  /** Whether the words of an answer with status 400 say that the server speaks TLS. */
  public static boolean saysThatTlsIsWanted(String answer) {
    return TLS_WANTED.matcher(answer).find();
  }

  /** Vert.x reports every failed handshake alike, so the causes decide. */
  private static ConnectionFailure ofHandshake(SSLException failure) {
    ConnectionFailure found = NO_TLS;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException) {
        return UNKNOWN_AUTHORITY;
      }
      if (cause instanceof GeneralSecurityException) {
        found = WRONG_CERTIFICATE;
      }
    }
    return found;
  }
}
