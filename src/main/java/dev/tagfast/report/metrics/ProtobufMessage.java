package dev.tagfast.report.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in protobuf's encoding, as far as OTLP's metrics need it: fields are appended in the
 * order of the calls. Google's library would add a twentieth to the native executable for this.
 */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A message as the value of a field; may be called several times for a repeated one. */
  ProtobufMessage message(int field, ProtobufMessage value) {
    return bytes(field, value.encoded());
  }

  /** A text. */
  ProtobufMessage string(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A number that is not negative, a constant of an enum, or 1 for true. */
  ProtobufMessage varint(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** An integer of 8 bytes. */
  ProtobufMessage fixed64(int field, long value) {
    tag(field, FIXED_64);
    out.writeBytes(littleEndian(value));
    return this;
  }

  /** A {@code double}. */
  ProtobufMessage float64(int field, double value) {
    return fixed64(field, Double.doubleToRawLongBits(value));
  }

  /** A repeated integer of 8 bytes with one element, which protobuf packs into one field. */
  ProtobufMessage packedFixed64(int field, long value) {
    return bytes(field, littleEndian(value));
  }

  /** The message's bytes. */
  byte[] encoded() {
    return out.toByteArray();
  }

  private ProtobufMessage bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits a byte, the lowest first; all but the last have the eighth bit. */
  private void varint(long value) {
    long rest = value;
    while (rest > 0x7F) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static byte[] littleEndian(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
