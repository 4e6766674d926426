package minzheng.standards;

import java.time.Instant;
import java.time.LocalDate;

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

  boolean draft() {
    return status == StandardBatch.Status.DRAFT;
  }

  /** In force on the day: published, current and covering it. */
  boolean inForceOn(LocalDate day) {
    return status == StandardBatch.Status.PUBLISHED
        && value.current()
        && value.days().contains(day);
  }
}
