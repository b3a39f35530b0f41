package dev.tagfast.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagfast.image.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The smallest image that every client accepts: one uncompressed layer with one text file, and its
 * configuration. The same text and architecture give the same digest, always and everywhere.
 */
record MinimalImage(byte[] layer, byte[] config, byte[] manifest) {
  static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
  private static final int TAR_BLOCK = 512;

  static MinimalImage of(String flavour, String architecture) {
    byte[] layer = tar(flavour.getBytes(UTF_8));
    byte[] config =
        """
        {"architecture":"%s","os":"linux","config":{"Cmd":["/flavour.txt"]},\
        "rootfs":{"type":"layers","diff_ids":["%s"]}}"""
            .formatted(architecture, digest(layer))
            .getBytes(UTF_8);
    byte[] manifest =
        """
        {"schemaVersion":2,"mediaType":"%s",\
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},\
        "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}"""
            .formatted(MANIFEST_TYPE, digest(config), config.length, digest(layer), layer.length)
            .getBytes(UTF_8);
    return new MinimalImage(layer, config, manifest);
  }

  /** An index of the given images, one per architecture. */
  static byte[] index(List<MinimalImage> images, List<String> architectures) {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < images.size(); i++) {
      byte[] manifest = images.get(i).manifest();
      entries
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"mediaType":"%s","digest":"%s","size":%d,\
              "platform":{"os":"linux","architecture":"%s"}}"""
                  .formatted(
                      MANIFEST_TYPE, digest(manifest), manifest.length, architectures.get(i)));
    }
    return """
    {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}"""
        .formatted(INDEX_TYPE, entries)
        .getBytes(UTF_8);
  }

  static Digest digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Digest("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A tar archive (POSIX ustar) with the one file {@code flavour.txt}. */
  private static byte[] tar(byte[] content) {
    byte[] header = new byte[TAR_BLOCK];
    put(header, 0, "flavour.txt");
    put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
    put(header, 124, "%011o\0".formatted(content.length) + "00000000000\0");
    put(header, 148, "        0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    int padded = (content.length + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
    byte[] archive = Arrays.copyOf(header, TAR_BLOCK + padded + 2 * TAR_BLOCK);
    System.arraycopy(content, 0, archive, TAR_BLOCK, content.length);
    return archive;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
