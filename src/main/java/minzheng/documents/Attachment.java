package minzheng.documents;

import java.time.Instant;

/**
 * A file handed in, without its bytes.
 *
 * @param size in bytes
 * @param pages as stated by the person who scanned it, or null
 * @param removal null while the file counts
 */
public record Attachment(
    long id,
    String region,
    String ownerType,
    long ownerId,
    String paperCode,
    String fileName,
    String contentType,
    long size,
    String sha256,
    Integer pages,
    String uploader,
    Instant uploadedAt,
    Removal removal) {

  /** Who took the file out, when and why; the bytes stay as evidence. */
  public record Removal(String reason, String remover, Instant at) {}

  public boolean removed() {
    return removal != null;
  }

  public boolean image() {
    return contentType.startsWith("image/");
  }

  /** Such as "1.4 MB" or "36 KB". */
  public String sizeText() {
    if (size < 1024 * 1024) return Math.max(1, size / 1024) + " KB";
    long tenths = size * 10 / (1024 * 1024);
    return tenths / 10 + "." + tenths % 10 + " MB";
  }
}
