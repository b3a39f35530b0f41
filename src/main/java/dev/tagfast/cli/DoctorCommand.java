package dev.tagfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tagfast.cli.cluster.ApiFailure;
import dev.tagfast.cli.cluster.ApiPath;
import dev.tagfast.cli.view.Column;
import dev.tagfast.cli.view.Show;
import dev.tagfast.cli.view.Table;
import dev.tagfast.ledger.TagEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code doctor}: whether all is there that Tagfast and this person need. */
@Command(
    name = "doctor",
    description =
        "Whether CRDs, Tagfast's pods and your rights are there, and when Tagfast last saw something."
            + " Exit code 1: something is missing.")
final class DoctorCommand extends ListCommand<DoctorCommand.Finding> {
  /** What was looked at. */
  record Finding(String what, boolean good, String detail) {}

  DoctorCommand(Shell shell) {
    super(shell);
  }

  @Override
  List<Finding> rows() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("API server", true, api().address()));
    findings.add(crd("imagetags"));
    findings.add(crd("tagpolicies"));
    findings.add(asked("Tagfast's pods", this::pods));
    findings.add(asked("Last look", this::lastLook));
    findings.add(right("list", "tagfast.dev", "imagetags", "see tags"));
    findings.add(right("patch", "tagfast.dev", "imagetags", "accept"));
    findings.add(right("list", "apps", "deployments", "see workloads"));
    findings.add(right("patch", "apps", "deployments", "hold, resume, approve"));
    findings.add(right("list", "", "pods", "see drift"));
    return findings;
  }

  private Finding crd(String plural) {
    return asked(
        "CRD " + plural,
        () -> {
          var _ = api().get(ApiPath.list("tagfast.dev", "v1alpha1", plural).with("limit=1"));
          return new Finding("CRD " + plural, true, "installed");
        });
  }

  /** A failure is a finding, and hides no other. */
  private static Finding asked(String what, Supplier<Finding> look) {
    try {
      return look.get();
    } catch (ApiFailure e) {
      return new Finding(what, false, String.valueOf(e.getMessage()));
    }
  }

  private Finding pods() {
    List<JsonNode> pods =
        api()
            .get(
                ApiPath.list("", "v1", "pods")
                    .in(ledger)
                    .withLabel("app.kubernetes.io/name", "tagfast"))
            .path("items")
            .valueStream()
            .toList();
    long ready =
        pods.stream()
            .filter(
                pod ->
                    pod.at("/status/conditions")
                        .valueStream()
                        .anyMatch(
                            condition ->
                                condition.path("type").asText().equals("Ready")
                                    && condition.path("status").asText().equals("True")))
            .count();
    return pods.isEmpty()
        ? new Finding(
            "Tagfast's pods",
            false,
            "there is none in namespace " + ledger + "; on Knative none is needed between events")
        : new Finding("Tagfast's pods", ready > 0, ready + " of " + pods.size() + " are ready");
  }

  private Finding lastLook() {
    Optional<Instant> last =
        tags().all().stream().map(TagEntry::touched).max(Comparator.naturalOrder());
    return new Finding(
        "Last look",
        last.isPresent(),
        last.map(at -> "something was written " + Show.age(at, now()) + " ago")
            .orElse("the ledger is empty: push a tag, or subscribe a workload"));
  }

  private Finding right(String verb, String group, String resource, String means) {
    String what = "You may " + means;
    return asked(
        what,
        () -> {
          ObjectNode review = JsonNodeFactory.instance.objectNode();
          review
              .put("apiVersion", "authorization.k8s.io/v1")
              .put("kind", "SelfSubjectAccessReview")
              .putObject("spec")
              .putObject("resourceAttributes")
              .put("verb", verb)
              .put("group", group)
              .put("resource", resource)
              .put("namespace", group.equals("tagfast.dev") ? ledger : namespace());
          boolean allowed =
              api()
                  .create(
                      ApiPath.list("authorization.k8s.io", "v1", "selfsubjectaccessreviews"),
                      review)
                  .at("/status/allowed")
                  .asBoolean();
          String right =
              "%s on %s in namespace %s"
                  .formatted(verb, resource, group.equals("tagfast.dev") ? ledger : namespace());
          return new Finding(what, allowed, allowed ? right : "you lack " + right);
        });
  }

  @Override
  Table<Finding> table() {
    return new Table<>(
        List.of(
            Column.fixed("WHAT", "what", Finding::what),
            Column.fixed("GOOD", "good", finding -> finding.good() ? "yes" : "no"),
            Column.cut("DETAIL", "detail", Finding::detail)),
        Finding::what);
  }

  @Override
  String nothing() {
    return "";
  }

  @Override
  int exitCode(List<Finding> findings) {
    return findings.stream().allMatch(Finding::good) ? Exit.OK : Exit.ERROR;
  }

  @Override
  Optional<Boolean> mark(Finding finding) {
    return Optional.of(!finding.good());
  }
}
