package bare;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Looks at a tag and writes down what it shows: one HEAD, one read, one write. */
public class Bare {
  private final KubernetesClient client;

  public Bare(KubernetesClient client) {
    this.client = client;
  }

  @Path("")
  public interface Registry {
    @HEAD
    Response head(@HeaderParam("Accept") String accept);
  }

  public record Push(String manifest, String name) {}

  public record Seen(String digest) {}

  @Funq
  @CloudEventMapping(trigger = "push")
  public Seen push(CloudEvent<Push> event) {
    Push push = event.data();
    Registry registry =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(URI.create(push.manifest()))
            .build(Registry.class);
    String digest =
        registry
            .head("application/vnd.oci.image.manifest.v1+json")
            .getHeaderString("Docker-Content-Digest");
    var report =
        CloudEventBuilder.v1()
            .withId(push.name())
            .withType("seen")
            .withSource(URI.create("bare"))
            .build();
    if (client.configMaps().withName(push.name()).get() == null) {
      client
          .configMaps()
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName(push.name())
                  .endMetadata()
                  .addToData(report.getId(), digest)
                  .build())
          .create();
    }
    return new Seen(digest);
  }
}
