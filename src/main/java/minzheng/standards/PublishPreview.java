package minzheng.standards;

import java.util.List;
import java.util.Optional;
import minzheng.web.Figure;

/**
 * Contributed by the modules above: whom a draft would touch and what it would cost, shown before
 * it is sent for publication and before it is published. Beans answer in their {@code @Order},
 * inside the reader's transaction and scope.
 */
public interface PublishPreview {

  /**
   * @param drafts values that would be published together, of one code
   * @param before the register as it stands
   * @param after the register as it would be
   * @return empty when the code does not concern the module
   */
  Optional<Effect> preview(List<StandardValue> drafts, StandardBook before, StandardBook after);

  /**
   * What is shown: key figures on top, a table by area beneath.
   *
   * @param title such as 低保：锦江等 4 区
   * @param table null for figures alone
   */
  record Effect(String title, List<Figure> figures, Table table) {}

  /**
   * Rows as they are printed; a column that is numeric is right-aligned.
   *
   * @param total the foot, or empty for none
   */
  record Table(List<Column> columns, List<List<String>> rows, List<String> total) {}

  /** Head of a column. */
  record Column(String name, boolean numeric) {}
}
