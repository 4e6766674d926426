package minzheng.subsidy.rules;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import minzheng.kernel.RegionCode;
import minzheng.standards.StandardBook;

/**
 * The register of standards as the interpreter asks it. Answers are remembered, since households of
 * one area and day ask the same; for one piece of work, like the book.
 */
public final class BookStandards implements StandardsView {
  private record Key(String code, String category, RegionCode region, LocalDate day) {}

  private final StandardBook book;
  private final Map<Key, Optional<StandardValue>> answers = new ConcurrentHashMap<>();

  public BookStandards(StandardBook book) {
    this.book = book;
  }

  @Override
  public Optional<StandardValue> find(
      String code, String category, RegionCode region, LocalDate day) {
    return answers.computeIfAbsent(
        new Key(code, category, region, day),
        key -> book.find(code, category, region.value(), day).map(BookStandards::read));
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
