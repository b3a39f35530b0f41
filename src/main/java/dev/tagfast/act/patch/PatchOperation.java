package dev.tagfast.act.patch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One operation of a JSON Patch (RFC 6902). All of a patch's operations happen or none does.
 *
 * @see #pointer
 */
public sealed interface PatchOperation {
  /** JSON pointer of the place. */
  String path();

  /** Fails the patch where the place holds something else. */
  record Test(String path, String value) implements PatchOperation {}

  /** Replaces what is there. */
  record Replace(String path, String value) implements PatchOperation {}

  /** Adds a member, or replaces it. */
  record Add(String path, String value) implements PatchOperation {}

  /** Adds an empty object, <em>replacing what is there</em>. */
  record AddObject(String path) implements PatchOperation {}

  /** Removes what is there; fails the patch where nothing is. */
  record Remove(String path) implements PatchOperation {}

  /** The pointer to a member of an object, its name escaped as RFC 6901 says. */
  static String pointer(String parent, String member) {
    return parent + "/" + member.replace("~", "~0").replace("/", "~1");
  }

  /** The document to send. Written by hand: a native executable has no reflection on these. */
  static String document(List<PatchOperation> operations) {
    ArrayNode document = JsonNodeFactory.instance.arrayNode();
    operations.forEach(operation -> operation.write(document.addObject()));
    return document.toString();
  }

  private void write(ObjectNode node) {
    switch (this) {
      case Test(String path, String value) ->
          node.put("op", "test").put("path", path).put("value", value);
      case Replace(String path, String value) ->
          node.put("op", "replace").put("path", path).put("value", value);
      case Add(String path, String value) ->
          node.put("op", "add").put("path", path).put("value", value);
      case AddObject(String path) -> node.put("op", "add").put("path", path).putObject("value");
      case Remove(String path) -> node.put("op", "remove").put("path", path);
    }
  }
}
