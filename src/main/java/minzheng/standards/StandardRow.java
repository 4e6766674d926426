package minzheng.standards;

import java.time.Instant;

/**
 * A row of the register with its status and the people behind it.
 *
 * @param batch null for a row that came with the product
 * @param continues the superseded row whose remaining days this is, or null
 */
record StandardRow(
    StandardValue value,
    StandardBatch.Status status,
    Long batch,
    String note,
    Long draftedBy,
    String draftedName,
    Instant draftedAt,
    Instant submittedAt,
    String publishedName,
    Instant publishedAt,
    Long continues,
    int version) {

  public boolean draft() {
    return status == StandardBatch.Status.DRAFT;
  }
}
