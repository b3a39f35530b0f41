package dev.tagfast.demo;

/** The names of the story. */
final class Menu {
  /** The repository. */
  static final String PIZZA = "pizza";

  /** A date: by the policy, a tag that must not change. */
  static final String DATED = "2018-05-12";

  /** A tag that may change. */
  static final String TODAY = "today";

  /** The Deployment that follows the dated tag. */
  static final String DINNER = "dinner";

  /** The Deployment that follows the moving tag. */
  static final String SPECIAL = "special";

  private Menu() {}

  /**
   * An image as a Deployment spells it.
   *
   * @param registry host and port
   */
  static String image(String registry, String tag) {
    return "%s/%s:%s".formatted(registry, PIZZA, tag);
  }

  /** The operator's word on this registry's pizzas. */
  static String policy(String registry) {
    return """
        apiVersion: tagfast.dev/v1alpha1
        kind: TagPolicy
        metadata:
          name: pizza
        spec:
          rules:
            - name: dated-pizzas-stay
              repositories: ["%s/%s"]
              tags: {class: Date}
              mode: Reject      # never roll another digest out under such a tag
              restore: true     # and put the tag back in the registry
        """
        .formatted(registry, PIZZA);
  }

  /** What an operator has before the first push: a policy and two Deployments that subscribe. */
  static void lay(Place place) {
    place.cluster().createPolicy(policy(place.registry()));
    place.deploy(DINNER, image(place.registry(), DATED));
    place.deploy(SPECIAL, image(place.registry(), TODAY));
  }
}
