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

  public StandardValue first() {
    return values.getFirst();
  }

  public boolean submitted() {
    return submittedAt != null;
  }

  public StandardState state() {
    return switch (status) {
      case DRAFT -> submitted() ? StandardState.SUBMITTED : StandardState.DRAFT;
      case PUBLISHED -> StandardState.PUBLISHED;
      case WITHDRAWN -> StandardState.WITHDRAWN;
    };
  }

  public boolean open() {
    return status == Status.DRAFT;
  }
}
