package dev.tagfast.intake.http;

import dev.tagfast.intake.auth.AuthenticationMethod;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes secrets out of a request's address before the access log, a trace or a metric can record
 * it. It reroutes the request with stars in place of the secrets, and keeps the original values
 * with the request.
 *
 * @param query the original query parameters
 * @param pathSecret the path segment after the source's name, decoded
 */
public record MaskedUri(Map<String, List<String>> query, Optional<String> pathSecret) {
  /**
   * The route order before the body reader: reading the body may fail, and then the address is
   * logged too.
   */
  public static final int BEFORE_ALL = RouteConstants.ROUTE_ORDER_BODY_HANDLER - 1;

  private static final String KEY = "tagfast.unmasked";
  private static final String MASK = "***";

  /** Parameters that Tagfast reads and that are never secret. Any other one may be a secret. */
  private static final Set<String> PUBLIC_PARAMETERS = Set.of("explain", "registry_url");

  /** Returns the original parameters and path secret of a request, whether it was masked or not. */
  public static MaskedUri of(RoutingContext ctx) {
    MaskedUri saved = ctx.get(KEY);
    return saved == null ? read(ctx) : saved;
  }

  /**
   * Masks the address of a door if it may carry a secret, and passes the request on.
   *
   * @param path of the door, without a secret
   * @param authentication how the source authenticates its callers
   */
  public static void mask(RoutingContext ctx, String path, AuthenticationMethod authentication) {
    MaskedUri original = read(ctx);
    Predicate<String> secret =
        name ->
            !PUBLIC_PARAMETERS.contains(name)
                || (authentication instanceof AuthenticationMethod.ByQuery(String parameter, _)
                    && parameter.equals(name));
    boolean hasSecret =
        original.pathSecret().isPresent() || original.query().keySet().stream().anyMatch(secret);
    if (ctx.get(KEY) != null || !hasSecret) {
      ctx.next();
      return;
    }
    ctx.put(KEY, original);
    ctx.reroute(
        path + original.pathSecret().map(said -> "/" + MASK).orElse("") + original.masked(secret));
  }

  /**
   * Masks an address that leads to no door, before it is answered. It may be the address of a door
   * with a typing error, and then it contains the secret. It reroutes the request if there is
   * something to mask.
   *
   * @return whether it rerouted the request; if so, the caller must not answer it
   */
  static boolean maskUnknownPath(RoutingContext ctx) {
    if (ctx.get(KEY) != null) {
      return false;
    }
    MaskedUri original = read(ctx);
    String path = maskedPath(ctx.normalizedPath());
    if (original.query().isEmpty() && path.equals(ctx.normalizedPath())) {
      return false;
    }
    ctx.put(KEY, original);
    ctx.reroute(path + original.masked(_ -> true));
    return true;
  }

  /**
   * Keeps the first path segment, and the source's name after {@code /webhooks}. It masks every
   * segment after that.
   */
  private static String maskedPath(String path) {
    String[] parts = path.split("/", -1);
    int shown = parts[1].equals("webhooks") ? 3 : 2;
    return IntStream.range(1, parts.length)
        .mapToObj(i -> i < shown || parts[i].isEmpty() ? parts[i] : MASK)
        .collect(Collectors.joining("/", "/", ""));
  }

  @Override
  public String toString() {
    return "an address";
  }

  private String masked(Predicate<String> secret) {
    StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
    query.forEach(
        (name, values) ->
            values.forEach(
                value ->
                    parameters.add(
                        encoded(name) + "=" + (secret.test(name) ? MASK : encoded(value)))));
    return parameters.toString();
  }

  private static MaskedUri read(RoutingContext ctx) {
    MultiMap parameters = ctx.queryParams();
    Map<String, List<String>> query = new TreeMap<>();
    parameters.names().forEach(name -> query.put(name, parameters.getAll(name)));
    return new MaskedUri(query, Optional.ofNullable(ctx.pathParam("secret")));
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
