package dev.tagfast.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** TLS before a server of loopback that speaks none: what comes is decrypted and handed on. */
final class TlsFront implements AutoCloseable {
  private final SSLServerSocket listening;
  private final int behind;
  private final boolean asksClients;
  private final List<String> clients = new CopyOnWriteArrayList<>();

  /**
   * @param behind the port that what comes is handed to
   * @param itself the certificate that it shows
   * @param client the only certificate that may come in, if one is asked for
   */
  TlsFront(int behind, SelfSigned itself, Optional<SelfSigned> client) {
    this.behind = behind;
    asksClients = client.isPresent();
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(itself.shown(), client.isPresent() ? client.get().trusted() : null, null);
      listening =
          (SSLServerSocket)
              tls.getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listening.setNeedClientAuth(asksClients);
    Thread.startVirtualThread(this::listen);
  }

  /** Where it listens. */
  String host() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** The names on the certificates that came in. */
  List<String> clients() {
    return List.copyOf(clients);
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        SSLSocket caller = (SSLSocket) listening.accept();
        Thread.startVirtualThread(() -> connect(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(SSLSocket caller) {
    try (caller;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      caller.startHandshake();
      if (asksClients) {
        Principal client = caller.getSession().getPeerPrincipal();
        clients.add(client.getName());
      }
      Thread back = Thread.startVirtualThread(() -> copy(server, caller));
      copy(caller, server);
      back.join();
    } catch (IOException refused) {
      // The caller sees as much.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until one of them ends; then both do. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException ended) {
      // By the other direction.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
