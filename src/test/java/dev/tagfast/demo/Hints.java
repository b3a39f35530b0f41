package dev.tagfast.demo;

import dev.tagfast.testing.ImagePusher;
import dev.tagfast.testing.MockApi;
import java.time.Duration;

/** Lines to copy into another terminal. */
final class Hints {
  private static final String LINES =
      """

      It stays up until Ctrl-C. Alerts appear here. In another terminal:

      REG={registry}  API={api}  APP={app}  SECRET={secret}

      # overwrite a tag that must stay, then see that the registry has the old digest again
      skopeo copy --src-tls-verify=false --dest-tls-verify=false \\
        docker://$REG/pizza:menu-hawaii docker://$REG/pizza:2018-05-12
      sleep 2; curl -sI -H 'Accept: application/vnd.oci.image.manifest.v1+json' \\
        http://$REG/v2/pizza/manifests/2018-05-12 | grep -i docker-content-digest

      # move a tag that may move (here without skopeo), then see what the Deployment runs
      curl -s -H 'Accept: application/vnd.oci.image.manifest.v1+json' \\
        http://$REG/v2/pizza/manifests/menu-diavola |
        curl -s -X PUT -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' \\
          --data-binary @- http://$REG/v2/pizza/manifests/today
      sleep 2; curl -s $API/apis/apps/v1/namespaces/{pizzeria}/deployments/special | grep -o '"image":"[^"]*"'

      # the ledger: what every tag was seen to point at (the mock has no `kubectl get imagetags`)
      curl -s $API/apis/tagfast.dev/v1alpha1/namespaces/{tagfast}/imagetags
      kubectl --server $API get --raw /apis/tagfast.dev/v1alpha1/namespaces/{tagfast}/imagetags

      # accept one overwrite: the first hawaii was rejected, now you say that it is right
      curl -s -X PATCH -H 'Content-Type: application/merge-patch+json' \\
        -d '{"metadata":{"annotations":{"tagfast.dev/accept":"{hawaii}"}}}' \\
        $API/apis/tagfast.dev/v1alpha1/namespaces/{tagfast}/imagetags/{entry}
      # ... and push it once more (the skopeo line above)

      # what Tagfast would understand of a notification, and do: nothing is changed
      curl -s -H "Authorization: $SECRET" \\
        -H 'Content-Type: application/vnd.docker.distribution.events.v1+json' \\
        -d '{"events":[{"id":"1","action":"push","target":{"repository":"pizza","tag":"today",
             "digest":"{hawaii}"},
             "request":{"host":"'$REG'"}}]}' "$APP/webhooks/{source}?explain=true"

      # look again at every followed tag, as the schedule would do (it is off here)
      curl -s -i -X POST -H "Authorization: $SECRET" -H 'ce-specversion: 1.0' -H 'ce-id: 1' \\
        -H 'ce-source: me' -H 'ce-type: dev.tagfast.reconcile' $APP/

      curl -s $APP/q/metrics | grep ^tagfast
      tail -f {log}
      """;

  private Hints() {}

  static String of(Stage stage) {
    Poll.until(
        Duration.ofSeconds(10),
        () -> !stage.cluster().imageTag(Menu.PIZZA, Menu.DATED).isMissingNode());
    String entry =
        stage.cluster().imageTag(Menu.PIZZA, Menu.DATED).at("/metadata/name").asText("NAME");
    return LINES
        .replace("{registry}", stage.registry().host())
        .replace("{api}", stage.api().url())
        .replace("{app}", stage.app().uri().toString())
        .replace("{secret}", stage.secret())
        .replace("{pizzeria}", Cluster.NAMESPACE)
        .replace("{tagfast}", MockApi.NAMESPACE)
        .replace("{hawaii}", ImagePusher.digestOf("hawaii").value())
        .replace("{entry}", entry)
        .replace("{source}", Stage.SOURCE)
        .replace("{log}", stage.app().log().toString());
  }
}
