package dev.tagfast.demo;

import dev.tagfast.image.Digest;
import dev.tagfast.packaged.AppPackage;
import java.nio.file.Path;

/** What the story applies to the cluster. */
final class KnativeManifests {
  /** Where Tagfast is. */
  static final String TAGFAST = "tagfast";

  /** Where the person's workloads are. */
  static final String PIZZERIA = "pizzeria";

  /** The listed registry that never answers. */
  static final String AWAY = "away.invalid";

  private KnativeManifests() {}

  /**
   * An overlay of one's own, as a person writes it: image and settings.
   *
   * @param folder where it will be
   */
  static String overlay(KnativeSettings settings, Path folder) {
    String image = settings.image();
    boolean hasDigest = image.contains("@");
    int cut = hasDigest ? image.indexOf('@') : image.lastIndexOf(':');
    return """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: %1$s
        resources: [%2$s]
        %10$s
        images: [{name: tagfast, newName: "%3$s", %4$s: "%5$s"}]
        generatorOptions: {disableNameSuffixHash: true}
        configMapGenerator:
          - name: tagfast-settings
            namespace: %1$s
            behavior: replace
            literals:
              - TAGFAST_MODE=act
              - TAGFAST_REGISTRIES_STORY_HOST=%6$s
              - TAGFAST_REGISTRIES_STORY_URL=%7$s
              - TAGFAST_REGISTRIES_STORY_INSECURE=true
              - TAGFAST_SOURCES_STORY_FORMAT=distribution
              - TAGFAST_SOURCES_STORY_REGISTRIES=story
              - TAGFAST_REGISTRIES_AWAY_HOST=%8$s
              - TAGFAST_REGISTRIES_AWAY_TIMEOUT=1s
              - TAGFAST_REGISTRIES_AWAY_ATTEMPTS=1
        secretGenerator:
          - name: tagfast
            literals:
              - TAGFAST_SOURCES_STORY_SECRET=%9$s
        """
        .formatted(
            TAGFAST,
            folder.toAbsolutePath().relativize(settings.overlay().toAbsolutePath()),
            image.substring(0, cut),
            hasDigest ? "digest" : "newTag",
            image.substring(cut + 1),
            settings.registry(),
            settings.registryUrl().orElse("http://" + settings.registry()),
            AWAY,
            settings.secret(),
            AppPackage.chosen().componentsLine(folder));
  }

  /** A sink for CloudEvents, and a Trigger that brings it every report that reaches the broker. */
  static String listener(KnativeSettings settings, Digest image) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: listener, namespace: %1$s}
        spec:
          selector: {matchLabels: {app: listener}}
          template:
            metadata: {labels: {app: listener}}
            spec:
              containers:
                - name: listener
                  image: %2$s/listener@%3$s
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: listener, namespace: %1$s}
        spec:
          selector: {app: listener}
          ports: [{port: 80, targetPort: 8080}]
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: listener, namespace: %4$s}
        spec:
          broker: default
          filters: [{prefix: {type: dev.tagfast.}}, {not: {prefix: {type: dev.tagfast.image.}}}]
          subscriber: {uri: "http://listener.%1$s.svc.cluster.local"}
        """
        .formatted(PIZZERIA, settings.registry(), image, TAGFAST);
  }
}
