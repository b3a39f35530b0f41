package dev.tagfast.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;

/**
 * A reverse proxy that decides nothing: what a second hop costs that is made as Tagfast's is, on
 * Vert.x and a JVM of its own.
 */
final class PassThrough {
  private final HttpClient client;
  private final int to;

  private PassThrough(HttpClient client, int to) {
    this.client = client;
    this.to = to;
  }

  /**
   * @param args the port on loopback to listen on, and the one to pass everything on to
   */
  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    PassThrough proxy =
        new PassThrough(
            vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(100)),
            Integer.parseInt(args[1]));
    vertx
        .createHttpServer()
        .requestHandler(proxy::pass)
        .listen(Integer.parseInt(args[0]), "127.0.0.1")
        .onFailure(_ -> System.exit(1));
  }

  private void pass(HttpServerRequest request) {
    request
        .body()
        .compose(
            body ->
                client
                    .request(request.method(), to, "127.0.0.1", request.uri())
                    .compose(
                        (HttpClientRequest on) -> {
                          on.headers().addAll(request.headers());
                          return on.send(body);
                        }))
        .compose(
            (HttpClientResponse answer) -> {
              request.response().setStatusCode(answer.statusCode());
              request.response().headers().addAll(answer.headers());
              return answer.body();
            })
        .onSuccess(body -> request.response().end(body))
        .onFailure(_ -> request.response().setStatusCode(502).end());
  }
}
