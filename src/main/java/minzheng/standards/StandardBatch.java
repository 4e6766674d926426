package minzheng.standards;

import java.time.Instant;
import java.util.List;

/**
 * Rows drafted together, and what became of them.
 *
 * @param submittedAt when the drafter sent it to be checked, or null
 * @param version guards against a stale page
 */
record StandardBatch(
    long batch,
    Status status,
    List<StandardValue> values,
    String note,
    long draftedBy,
    String draftedName,
    Instant draftedAt,
    Instant submittedAt,
    String publishedName,
    Instant publishedAt,
    int version) {

  /** Where the rows stand; the words are those of the pages. */
  enum Status {
    DRAFT,
    PUBLISHED,
    WITHDRAWN
  }

  StandardValue first() {
    return values.getFirst();
  }

  boolean submitted() {
    return submittedAt != null;
  }

  boolean open() {
    return status == Status.DRAFT;
  }
}
