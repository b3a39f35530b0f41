package dev.tagfast.intake;

import dev.tagfast.intake.auth.Access;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Takes a secret out of a request's address before anything can write the address down: the access
 * log, a trace or a metric. The request goes through the routes once more, with stars where the
 * secret was, and the secret stays with it unseen.
 *
 * @param query the parameters as they came
 * @param pathSecret what follows the source's name, decoded
 */
record MaskedUri(Map<String, List<String>> query, Optional<String> pathSecret) {
  /** Also before the body is read, which may fail: then the address is written down, too. */
  static final int BEFORE_ALL = RouteConstants.ROUTE_ORDER_BODY_HANDLER - 1;

  private static final String KEY = "tagfast.unmasked";
  private static final String STARS = "***";

  /** What was in the address of a request, masked or not. */
  static MaskedUri of(RoutingContext ctx) {
    MaskedUri kept = ctx.get(KEY);
    return kept == null ? read(ctx) : kept;
  }

  /**
   * Masks an address that may carry a secret, and sends the request on.
   *
   * @param path of the door, without any secret
   * @param access how the source is known
   */
  static void mask(RoutingContext ctx, String path, Access access) {
    Optional<String> parameter =
        access instanceof Access.ByQuery byQuery
            ? Optional.of(byQuery.parameter())
            : Optional.empty();
    MaskedUri asItCame = read(ctx);
    boolean hasSecret =
        asItCame.pathSecret().isPresent()
            || parameter.filter(asItCame.query()::containsKey).isPresent();
    if (ctx.get(KEY) != null || !hasSecret) {
      ctx.next();
      return;
    }
    ctx.put(KEY, asItCame);
    ctx.reroute(asItCame.masked(path, parameter));
  }

  @Override
  public String toString() {
    return "an address";
  }

  private String masked(String path, Optional<String> parameter) {
    StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
    query.forEach(
        (name, values) ->
            values.forEach(
                value ->
                    parameters.add(
                        encoded(name)
                            + "="
                            + (parameter.filter(name::equals).isPresent()
                                ? STARS
                                : encoded(value)))));
    return path + pathSecret.map(secret -> "/" + STARS).orElse("") + parameters;
  }

  private static MaskedUri read(RoutingContext ctx) {
    MultiMap parameters = ctx.queryParams();
    Map<String, List<String>> query = new TreeMap<>();
    parameters.names().forEach(name -> query.put(name, parameters.getAll(name)));
    return new MaskedUri(query, Optional.ofNullable(ctx.pathParam("secret")));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
