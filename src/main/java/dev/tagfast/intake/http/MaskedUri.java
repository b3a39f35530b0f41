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
 * Takes a secret out of a request's address before anything can write the address down: the access
 * log, a trace or a metric. The request goes through the routes once more, with stars where the
 * secret was, and the secret stays with it unseen.
 *
 * @param query the parameters as they came
 * @param pathSecret what follows the source's name, decoded
 */
public record MaskedUri(Map<String, List<String>> query, Optional<String> pathSecret) {
  /** Also before the body is read, which may fail: then the address is written down, too. */
  public static final int BEFORE_ALL = RouteConstants.ROUTE_ORDER_BODY_HANDLER - 1;

  private static final String KEY = "tagfast.unmasked";
  private static final String STARS = "***";

  /** The parameters that are read and tell nobody anything; all others may hold a secret. */
  private static final Set<String> OPEN = Set.of("explain", "registry_url");

  /** What was in the address of a request, masked or not. */
  public static MaskedUri of(RoutingContext ctx) {
    MaskedUri kept = ctx.get(KEY);
    return kept == null ? read(ctx) : kept;
  }

  /**
   * Masks an address that may carry a secret, and sends the request on.
   *
   * @param path of the door, without any secret
   * @param authentication how the source is known
   */
  public static void mask(RoutingContext ctx, String path, AuthenticationMethod authentication) {
    MaskedUri asItCame = read(ctx);
    Predicate<String> secret =
        name ->
            !OPEN.contains(name)
                || (authentication instanceof AuthenticationMethod.ByQuery(String parameter, _)
                    && parameter.equals(name));
    boolean hasSecret =
        asItCame.pathSecret().isPresent() || asItCame.query().keySet().stream().anyMatch(secret);
    if (ctx.get(KEY) != null || !hasSecret) {
      ctx.next();
      return;
    }
    ctx.put(KEY, asItCame);
    ctx.reroute(
        path + asItCame.pathSecret().map(said -> "/" + STARS).orElse("") + asItCame.masked(secret));
  }

  /**
   * Masks an address that leads to no door, before it is answered: it may be a good one with a slip
   * of the pen, and then the secret is in it. Sends the request on if there is something to mask.
   *
   * @return whether it did, so that this request is another one's now
   */
  static boolean hides(RoutingContext ctx) {
    if (ctx.get(KEY) != null) {
      return false;
    }
    MaskedUri asItCame = read(ctx);
    String path = withoutRest(ctx.normalizedPath());
    if (asItCame.query().isEmpty() && path.equals(ctx.normalizedPath())) {
      return false;
    }
    ctx.put(KEY, asItCame);
    ctx.reroute(path + asItCame.masked(_ -> true));
    return true;
  }

  /** The first part, of {@code /webhooks/…} the source's name, and stars for all that follow. */
  private static String withoutRest(String path) {
    String[] parts = path.split("/", -1);
    int shown = parts[1].equals("webhooks") ? 3 : 2;
    return IntStream.range(1, parts.length)
        .mapToObj(i -> i < shown || parts[i].isEmpty() ? parts[i] : STARS)
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
                        encoded(name) + "=" + (secret.test(name) ? STARS : encoded(value)))));
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
