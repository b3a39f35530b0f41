package dev.tagfast.proxy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hosts of {@code NO_PROXY}, which are asked directly. It reads the list as Go's {@code
 * net/http} does, because most programs of a cluster are written in Go and get the same variables:
 * {@code example.com} covers the host and all below it, {@code .example.com} and {@code
 * *.example.com} only those below it, addresses and ranges ({@code 10.0.0.0/8}) cover addresses,
 * and a port narrows an entry to it. Nothing is looked up in the DNS.
 */
final class NoProxy {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*):(\\d+)");

  private final List<Entry> entries;

  /** A destination; its address if the host is one. */
  private record Target(String host, int port, Optional<InetAddress> address) {}

  @FunctionalInterface
  private interface Entry {
    boolean covers(Target target);
  }

  /**
   * Reads a list with commas or blanks between its entries; an entry that is none covers nothing.
   */
  NoProxy(String list) {
    entries =
        Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,\\s]+"))
            .filter(text -> !text.isEmpty())
            .map(NoProxy::entry)
            .toList();
  }

  /** Whether the host is asked directly. The own machine always is. */
  boolean covers(String host, int port) {
    String bare = withoutBrackets(host.toLowerCase(Locale.ROOT));
    Target target = new Target(bare, port, address(bare));
    return bare.equals("localhost")
        || target.address().filter(InetAddress::isLoopbackAddress).isPresent()
        || entries.stream().anyMatch(entry -> entry.covers(target));
  }

  private static Entry entry(String text) {
    if (text.equals("*")) {
      return target -> true;
    }
    int slash = text.indexOf('/');
    if (slash >= 0) {
      return range(text.substring(0, slash), text.substring(slash + 1));
    }
    var withPort = WITH_PORT.matcher(text);
    if (!withPort.matches()) {
      return host(withoutBrackets(text));
    }
    Entry host = host(withoutBrackets(withPort.group(1)));
    String port = withPort.group(2);
    return target -> port.equals(Integer.toString(target.port())) && host.covers(target);
  }

  private static Entry host(String text) {
    Optional<InetAddress> address = address(text);
    if (address.isPresent()) {
      return target -> target.address().equals(address);
    }
    String name = text.startsWith("*.") ? text.substring(1) : text;
    if (name.isEmpty() || name.equals(".")) {
      return target -> false;
    }
    return name.startsWith(".")
        ? target -> target.host().endsWith(name)
        : target -> target.host().equals(name) || target.host().endsWith("." + name);
  }

  private static Entry range(String first, String length) {
    Optional<InetAddress> network = address(first);
    if (network.isEmpty() || !length.matches("\\d{1,3}")) {
      return target -> false;
    }
    byte[] prefix = network.get().getAddress();
    int bits = Integer.parseInt(length);
    return target -> target.address().filter(it -> isIn(prefix, bits, it.getAddress())).isPresent();
  }

  private static boolean isIn(byte[] prefix, int bits, byte[] address) {
    if (address.length != prefix.length || bits > prefix.length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((prefix[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> address(String text) {
    // Java also reads "10" and "10.1" as addresses, and these may be names.
    if (text.indexOf(':') < 0 && !IPV4.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
