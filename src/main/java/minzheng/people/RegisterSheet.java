package minzheng.people;

import java.util.stream.Stream;
import minzheng.imports.Batch;
import minzheng.imports.ImportKind;
import minzheng.imports.SheetRow;
import minzheng.kernel.Actor;
import minzheng.kernel.RuleViolation;

/**
 * What the tables of the register have in common: they begin with a person's document and name,
 * write divisions as offices do, and go into the register batch by batch.
 */
abstract class RegisterSheet implements ImportKind {
  static final int DOC_TYPE = 0;
  static final int DOC_NUMBER = 1;
  static final int NAME = 2;

  private final About about;
  private final Rows rows;
  private final RegionText regions;

  RegisterSheet(About about, Rows rows, RegionText regions) {
    this.about = about;
    this.rows = rows;
    this.regions = regions;
  }

  /** The register's side: staged rows by sets, as {@link ImportKind} wants it. */
  interface Rows {
    void compare(Batch batch);

    void write(Batch batch, Actor maker);
  }

  @Override
  public About about() {
    return about;
  }

  @Override
  public void compare(Batch batch) {
    rows.compare(batch);
  }

  @Override
  public void write(Batch batch, Actor maker) {
    rows.write(batch, maker);
  }

  /** The type of document a cell names; an empty one is the identity card. */
  static DocType type(SheetRow row, int column) {
    String word = row.text(column);
    if (word == null || word.equals("身份证")) return DocType.ID;
    var type = Stream.of(DocType.values()).filter(t -> t.label().equals(word)).findFirst();
    if (type.isEmpty()) row.wrong(column, "证件类型“" + word + "”不在可选范围内，请按模板的说明填写。");
    else if (type.get() == DocType.NONE) row.wrong(column, "无证件人员不能批量导入，以免重复，请在一人一档中逐人登记。");
    return type.orElse(DocType.ID);
  }

  /** The number of a document in its one way of writing; null when it is none. */
  static String number(SheetRow row, int column, DocType type) {
    try {
      return type.normalize(row.text(column));
    } catch (RuleViolation wrong) {
      row.wrong(column, wrong.getMessage());
      return null;
    }
  }

  /** The code of the division a cell names; null when there is none or it is wrong. */
  String region(SheetRow row, int column) {
    try {
      return regions.code(row.text(column));
    } catch (RuleViolation wrong) {
      row.wrong(column, wrong.getMessage());
      return null;
    }
  }
}
