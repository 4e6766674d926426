package minzheng.imports;

/**
 * A column of a template.
 *
 * @param header as it stands in the first line
 * @param required whether a table without it is refused; its cells may still be empty where the
 *     register allows it
 * @param hint what to fill in
 * @param example of the template's second sheet
 * @param document whether it holds numbers of documents, which reports show masked
 */
public record SheetColumn(
    String header, boolean required, String hint, String example, boolean document) {
  public SheetColumn(String header, boolean required, String hint, String example) {
    this(header, required, hint, example, false);
  }

  /** A required column of document numbers. */
  public static SheetColumn document(String header, String hint, String example) {
    return new SheetColumn(header, true, hint, example, true);
  }
}
