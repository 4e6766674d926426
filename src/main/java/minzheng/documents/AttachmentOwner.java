package minzheng.documents;

import java.time.LocalDate;

/**
 * What files can be attached to. Each upper module contributes one bean per kind of record, so that
 * uploading, removing and opening a file ask the same question as the record's own page.
 */
public interface AttachmentOwner {
  /** Stored with each file, such as CASE or PERSON. */
  String type();

  /**
   * The record, read inside the caller's transaction and scope.
   *
   * @throws minzheng.kernel.NotFound when it does not exist or lies outside the scope
   */
  Owner owner(long id);

  /**
   * A record with files.
   *
   * @param region of the record; its files are seen where it is seen
   * @param title for headings, such as 低保申请 DB510104-2026-000318
   * @param url of the record's page, where a person returns to
   * @param caseType whose required papers apply, or null when there is no such list
   * @param day the law day that chooses the list; null only together with {@code caseType}
   * @param closed null while files may be added and removed, otherwise the sentence that says why
   *     not
   */
  record Owner(
      long id,
      String region,
      String title,
      String url,
      String caseType,
      LocalDate day,
      String closed) {}
}
