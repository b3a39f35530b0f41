package dev.tagfast.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * An HTTP proxy on loopback: it opens tunnels ({@code CONNECT}) and forwards plain HTTP. It knows
 * host names that nobody else can resolve, so what arrives went through it. It closes each
 * connection after one request or tunnel.
 */
public final class LittleProxy implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private volatile String wanted = "";

  public LittleProxy() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Resolves a host to a port of the own machine. */
  public LittleProxy knows(String host, int port) {
    ports.put(host, port);
    return this;
  }

  /** Answers 407 to requests without this {@code Proxy-Authorization}. */
  public LittleProxy wants(String authorization) {
    wanted = authorization;
    return this;
  }

  /** {@code host:port} of the proxy. */
  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** The requests, each with its header lines. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  /** The request lines. */
  public List<String> lines() {
    return heads.stream().map(head -> head.lines().findFirst().orElse("")).toList();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      heads.add(head);
      if (!isLetIn(head)) {
        answer(client, "407 Proxy Authentication Required");
        return;
      }
      String[] request = head.split(" ", 3);
      boolean tunnel = request[0].equals("CONNECT");
      URI target = URI.create(tunnel ? "tunnel://" + request[1] : request[1]);
      Integer port = ports.get(target.getHost());
      if (port == null) {
        answer(client, "502 Bad Gateway");
        return;
      }
      try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (tunnel) {
          client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
        } else {
          there.getOutputStream().write(forwarded(request[0], target, head).getBytes(ISO_8859_1));
        }
        Thread back = Thread.ofVirtual().start(() -> copy(there, client));
        copy(client, there);
        back.join();
      }
    } catch (IOException | InterruptedException e) {
      // The connection ends; whoever waits for an answer notices.
    }
  }

  private boolean isLetIn(String head) {
    return wanted.isEmpty()
        || head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: "))
            .anyMatch(line -> line.endsWith(": " + wanted));
  }

  /** The head for the target, without what is for the proxy alone (RFC 9110, 7.6.1 and 11.7.2). */
  private static String forwarded(String method, URI target, String head) {
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    return Arrays.stream(head.split("\r\n"))
        .skip(1)
        .filter(line -> !line.matches("(?i)(proxy-.*|connection):.*"))
        .collect(
            Collectors.joining(
                "\r\n",
                method + " " + target.getRawPath() + query + " HTTP/1.1\r\nConnection: close\r\n",
                "\r\n\r\n"));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      if (next == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(ISO_8859_1);
      }
    }
    return "";
  }

  private static void answer(Socket client, String status) throws IOException {
    client
        .getOutputStream()
        .write(
            ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(ISO_8859_1));
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      // One side is gone; closing both is what the caller does next.
    }
  }
}
