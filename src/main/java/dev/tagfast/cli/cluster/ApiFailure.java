package dev.tagfast.cli.cluster;

import dev.tagfast.image.Sentence;
import dev.tagfast.image.UntrustedText;
import java.net.HttpURLConnection;

/** The API server did not do what it was asked: a sentence for the person who asked. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;

  private final int status;
  private final boolean namesObject;

  private ApiFailure(String message, int status, boolean namesObject) {
    super(message);
    this.status = status;
    this.namesObject = namesObject;
  }

  /** There was no answer. */
  static ApiFailure unreachable(String address, String why) {
    return new ApiFailure(
        "The API server "
            + address
            + " could not be asked: "
            + Sentence.of(UntrustedText.clean(why, LONGEST))
            + " Check the kubeconfig and its context (--context, --kubeconfig).",
        0,
        false);
  }

  /**
   * It answered with an error.
   *
   * @param verb as roles name it, e.g. {@code list}
   * @param said the message of its answer
   * @param namesObject whether the answer says which object it is about
   */
  static ApiFailure answered(
      int status, String verb, ApiPath path, String said, boolean namesObject) {
    String what =
        path.name().map(name -> path.resource() + " " + name).orElse(path.resource())
            + " "
            + path.place();
    String words = Sentence.of(UntrustedText.clean(said, LONGEST));
    return new ApiFailure(
        switch (status) {
          case HttpURLConnection.HTTP_UNAUTHORIZED ->
              "The API server does not know who you are. Sign in again, or check the user of your"
                  + " kubeconfig's context.";
          case HttpURLConnection.HTTP_FORBIDDEN ->
              "You may not %s %s. Ask for the verb %s on %s %s. The API server says: %s"
                  .formatted(verb, what, verb, path.resource(), path.place(), words);
          case HttpURLConnection.HTTP_NOT_FOUND ->
              namesObject
                  ? "There is no " + what + "."
                  : "The cluster does not know %s. If this is Tagfast's, install its CRDs: kubectl apply --server-side -f knative/base/crds"
                      .formatted(path.resource());
          case HttpURLConnection.HTTP_CONFLICT ->
              "Somebody else changed %s at the same time. Look at it, and try again."
                  .formatted(what);
          default ->
              "Could not %s %s: the API server answers %d. %s".formatted(verb, what, status, words);
        },
        status,
        namesObject);
  }

  /** Whether the object is not there, although the cluster knows its kind. */
  boolean isMissingObject() {
    return status == HttpURLConnection.HTTP_NOT_FOUND && namesObject;
  }

  /** Whether the cluster does not know the kind. */
  public boolean isMissingKind() {
    return status == HttpURLConnection.HTTP_NOT_FOUND && !namesObject;
  }

  /** Whether the person lacks a right. */
  public boolean isForbidden() {
    return status == HttpURLConnection.HTTP_FORBIDDEN;
  }
}
