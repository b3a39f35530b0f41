package dev.tagfast.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TagPolicyCrdTest {
  private static final Path FILE = Path.of("knative/base/crds/tagpolicies.tagfast.dev.yaml");

  @Test
  void theCommittedCrdIsTheGeneratedOne() throws IOException {
    if (Boolean.getBoolean("tagfast.write-crds")) {
      Files.writeString(FILE, generated());
    }

    assertThat(FILE).hasContent(generated());
  }

  private static String generated() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> declared =
        Stream.of(TagPolicy.class.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::jsonPath)
            .toList();
    new CRDGenerator()
        .customResourceClasses(TagPolicy.class)
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata crd, String version) {
                ((CustomResourceDefinition) crd)
                    .getSpec()
                    .getVersions()
                    .getFirst()
                    .getAdditionalPrinterColumns()
                    .sort(
                        Comparator.comparing(
                            (CustomResourceColumnDefinition column) ->
                                declared.indexOf(column.getJsonPath())));
                return crd;
              }
            })
        .withOutput(
            new CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream>() {
              @Override
              protected ByteArrayOutputStream createStreamFor(String name) {
                return out;
              }
            })
        .generate();
    String yaml = out.toString(StandardCharsets.UTF_8);
    return "# Generated from "
        + TagPolicy.class.getName()
        + " by `make crds`: change the class.\n"
        + yaml.substring(yaml.indexOf('\n') + 1);
  }
}
