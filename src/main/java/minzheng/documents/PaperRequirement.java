package minzheng.documents;

/**
 * A paper a kind of case needs on a day.
 *
 * @param signedBy who must sign it, or null
 * @param obtainableByCheck a data check brings it, so it may not be demanded (社会救助法 第六十二条)
 * @param condition when it is needed, or null when always
 * @param basis the article it rests on
 */
public record PaperRequirement(
    String paperCode,
    String name,
    String signedBy,
    boolean obtainableByCheck,
    String condition,
    String basis) {

  /** Whether a case cannot go on without it. */
  public boolean demanded() {
    return !obtainableByCheck && condition == null;
  }
}
