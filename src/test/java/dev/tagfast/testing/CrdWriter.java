package dev.tagfast.testing;

import dev.tagfast.ledger.kubernetes.ImageTag;
import dev.tagfast.ledger.kubernetes.TagApproval;
import dev.tagfast.policy.kubernetes.TagPolicy;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes {@code knative/base/crds} from the classes: {@code make crds}. */
public final class CrdWriter {
  /** Where the files are kept, from the root of the repository. */
  public static final Path FOLDER = Path.of("knative/base/crds");

  /** Every kind that is ours. */
  private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(ImageTag.class, TagApproval.class, TagPolicy.class);

  /**
   * Kinds whose status is written together with the rest: the generator gives a status subresource
   * to all that have a status, and with one the API server would drop what a plain write says of
   * it.
   */
  private static final Set<Class<?>> WITHOUT_STATUS_SUBRESOURCE = Set.of(ImageTag.class);

  private CrdWriter() {}

  /**
   * @param args nothing
   */
  public static void main(String[] args) throws IOException {
    Files.createDirectories(FOLDER);
    for (Map.Entry<String, String> file : generated().entrySet()) {
      Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
    }
  }

  /** What the folder must hold: file name to content. */
  public static Map<String, String> generated() {
    Map<String, String> files = new TreeMap<>();
    for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
      files.put(CustomResource.getCRDName(kind) + ".yaml", yaml(kind));
    }
    return files;
  }

  private static String yaml(Class<? extends CustomResource<?, ?>> kind) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CRDGenerator()
        .customResourceClasses(List.of(kind))
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata crd, String version) {
                return finished(crd, kind);
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
    String generated = out.toString(StandardCharsets.UTF_8);
    return "# Generated from "
        + kind.getName()
        + " by `make crds`: change the class.\n"
        + generated.substring(generated.indexOf('\n') + 1);
  }

  private static HasMetadata finished(HasMetadata generated, Class<?> kind) {
    CustomResourceDefinition crd = (CustomResourceDefinition) generated;
    // The generator sorts columns by path; people read them in the order in which we declare them.
    List<String> declared =
        Stream.of(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::jsonPath)
            .toList();
    crd.getSpec()
        .getVersions()
        .forEach(
            version -> {
              version
                  .getAdditionalPrinterColumns()
                  .sort(
                      Comparator.comparing(
                          (CustomResourceColumnDefinition column) ->
                              declared.indexOf(column.getJsonPath())));
              if (WITHOUT_STATUS_SUBRESOURCE.contains(kind)) {
                version.setSubresources(null);
              }
            });
    return crd;
  }
}
