package minzheng.subsidy.rules;

import java.time.LocalDate;
import java.util.Optional;
import minzheng.kernel.RegionCode;
import minzheng.standards.StandardBook;

/** The register of standards as the interpreter asks it. */
public record BookStandards(StandardBook book) implements StandardsView {
  @Override
  public Optional<StandardValue> find(
      String code, String category, RegionCode region, LocalDate day) {
    return book.find(code, category, region.value(), day).map(BookStandards::read);
  }

  private static StandardValue read(minzheng.standards.StandardValue row) {
    return new StandardValue(
        row.id(),
        row.code(),
        row.personClass(),
        row.region(),
        row.value(),
        row.unit(),
        row.op() == null ? null : Op.valueOf(row.op().name()),
        row.from(),
        row.source());
  }
}
