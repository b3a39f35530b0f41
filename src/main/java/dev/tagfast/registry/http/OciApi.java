package dev.tagfast.registry.http;

import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.net.URI;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP methods that registries and token realms need. The whole address is a parameter, because
 * a registry names the addresses of redirects and token realms. A repository as a path parameter
 * would be sent as {@code team%2Fapp}.
 *
 * <p>A manifest's digest is of its bytes, so nothing between may encode them ({@code
 * Accept-Encoding: identity}).
 */
@Path("")
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = "identity")
interface OciApi extends Closeable {
  @HEAD
  Response head(
      @Url URI address,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization);

  @GET
  Response get(
      @Url URI address,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization);

  @PUT
  Response put(
      @Url URI address,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      byte[] body);

  @DELETE
  Response delete(
      @Url URI address,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization);

  @POST
  Response post(
      @Url URI address,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      byte[] body);
}
