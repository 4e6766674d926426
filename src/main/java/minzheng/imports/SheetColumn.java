package minzheng.imports;

/**
 * A column of a template.
 *
 * @param header as it stands in the first line
 * @param required whether a table without it is refused; its cells may still be empty where the
 *     register allows it
 * @param hint what to fill in
 * @param example of the template's second sheet
 */
public record SheetColumn(String header, boolean required, String hint, String example) {}
