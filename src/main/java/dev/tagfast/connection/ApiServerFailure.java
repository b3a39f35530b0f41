package dev.tagfast.connection;

/** What to say where the Kubernetes API server could not be reached: one sentence per cause. */
public final class ApiServerFailure {
  private ApiServerFailure() {}

  /**
   * Continues a sentence such as "Tagfast could not list the Deployments: ", and says what to do.
   *
   * @param failure what the client threw
   */
  public static String of(Throwable failure) {
    return switch (ConnectionFailure.of(failure)) {
      case TIMED_OUT ->
          "the API server gave no answer in time; is it overloaded, or does a network policy keep"
              + " this pod from it?";
      case REFUSED ->
          "nobody listens at the API server's address (the connection was refused); is it up, and"
              + " is the address right (kubeconfig, or quarkus.kubernetes-client.api-server-url)?";
      case UNKNOWN_HOST ->
          "the host name of the API server is not known; correct the kubeconfig or"
              + " quarkus.kubernetes-client.api-server-url, or the DNS that this pod uses";
      case NO_TLS ->
          "the API server's address begins with https, and there is no TLS; write http://, or"
              + " correct the port (kubeconfig, or quarkus.kubernetes-client.api-server-url)";
      case UNKNOWN_AUTHORITY ->
          "the API server's certificate is of an authority that is not trusted; name its file in"
              + " the kubeconfig or quarkus.kubernetes-client.ca-cert-file";
      case WRONG_CERTIFICATE ->
          "the API server's certificate is expired or for another host name; correct it, or the"
              + " address (kubeconfig, or quarkus.kubernetes-client.api-server-url)";
      case LOST -> "the connection to the API server broke before it answered";
    };
  }

  /** Where the API server speaks TLS and was asked in plain HTTP. */
  public static String tlsIsWanted() {
    return "the API server's address begins with http, and it speaks TLS; write https://"
        + " (kubeconfig, or quarkus.kubernetes-client.api-server-url)";
  }
}
