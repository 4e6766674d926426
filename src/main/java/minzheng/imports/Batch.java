package minzheng.imports;

import java.util.Map;

/**
 * Rows of an import that are worked on in one transaction.
 *
 * @param after the first line is behind this one
 * @param upTo the last line
 * @param letters for each column of the kind the letter of the file's column, the key's where the
 *     file has none: {@code letters[column + 1] || line} names a cell in SQL
 */
public record Batch(long importId, int after, int upTo, String[] letters) {
  /** The rows, as condition on table {@code r}; goes with {@link #params}. */
  public static final String ROWS =
      " r.import_id = :import AND r.line > :after AND r.line <= :upTo AND r.standing = 'NEW' ";

  public Map<String, Object> params() {
    return Map.of("import", importId, "after", after, "upTo", upTo, "letters", letters);
  }
}
