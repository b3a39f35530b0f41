package dev.tagfast.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Takes metrics by OTLP over HTTP on loopback, as a collector does, and answers as told. */
public final class OtlpReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Push> pushes = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  /** One push, whatever was answered. */
  public record Push(String path, Headers headers, ExportMetricsServiceRequest message) {
    /** All metrics in it. */
    public List<Metric> metrics() {
      return message.getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .toList();
    }

    /** Those of one name: one as a rule. */
    public Stream<Metric> metric(String name) {
      return metrics().stream().filter(metric -> metric.getName().equals(name));
    }

    /** What a counter says, over all its series. */
    public double count(String name) {
      return metric(name)
          .flatMap(metric -> metric.getSum().getDataPointsList().stream())
          .mapToDouble(NumberDataPoint::getAsDouble)
          .sum();
    }

    /** The attributes of the process. */
    public Map<String, String> resource() {
      return text(message.getResourceMetrics(0).getResource().getAttributesList());
    }

    /** Attributes by name. */
    public static Map<String, String> text(List<KeyValue> attributes) {
      Map<String, String> text = new TreeMap<>();
      attributes.forEach(each -> text.put(each.getKey(), each.getValue().getStringValue()));
      return text;
    }
  }

  /** Starts one on a free port. */
  public OtlpReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.setExecutor(Thread::startVirtualThread);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      pushes.add(
          new Push(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders(),
              ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes())));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** What it answers from now on. */
  public void answer(int code) {
    status = code;
  }

  /** The address of the collector, without a path. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What came, in order. */
  public List<Push> pushes() {
    return List.copyOf(pushes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
