package minzheng.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import minzheng.dashboard.Board.PartRow;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.payments.PaymentFigures;
import minzheng.payments.PaymentFigures.Paid;
import org.springframework.stereotype.Component;

/** An area by its parts; closed months as they were kept, the present count beside what differs. */
@Component
class PartTable {
  private final PaymentFigures payments;
  private final FrozenFigures frozen;
  private final Regions regions;

  PartTable(PaymentFigures payments, FrozenFigures frozen, Regions regions) {
    this.payments = payments;
    this.frozen = frozen;
    this.regions = regions;
  }

  private record Pair(Paid live, Paid before, Paid kept) {
    Paid shown() {
      return kept == null ? live : kept;
    }
  }

  /**
   * @param closed the closed months of the area
   * @param digits length of the parts' codes
   */
  List<PartRow> rows(
      String area, YearMonth month, Map<YearMonth, Frozen> closed, int digits, Links links) {
    var pairs = new TreeMap<String, Pair>();
    for (var p : payments.parts(links.programme(), area, month, digits))
      pairs.put(p.code(), new Pair(p.paid(), p.before(), null));
    kept(closed.get(month), area, digits, links)
        .forEach(
            (code, paid) ->
                pairs.merge(code, new Pair(Paid.NONE, Paid.NONE, paid), PartTable::keep));
    if (closed.containsKey(month))
      pairs.replaceAll(
          (code, p) -> p.kept() == null ? keep(p, new Pair(null, null, Paid.NONE)) : p);
    Frozen earlier = closed.get(month.minusMonths(1));
    if (earlier != null) {
      var before = kept(earlier, area, digits, links);
      pairs.replaceAll(
          (code, p) -> new Pair(p.live(), before.getOrDefault(code, Paid.NONE), p.kept()));
    }
    var rows = new ArrayList<PartRow>();
    pairs.forEach((code, p) -> rows.add(row(code, p, month, digits, links)));
    rows.sort(Comparator.comparing(PartRow::rows).reversed());
    return rows;
  }

  private static Pair keep(Pair live, Pair kept) {
    return new Pair(live.live(), live.before(), kept.kept());
  }

  /** What a closing kept of each part; what names no part stands under the area's own code. */
  private Map<String, Paid> kept(Frozen closing, String area, int digits, Links links) {
    if (closing == null || digits > FrozenFigures.DIGITS) return Map.of();
    var parts = frozen.parts(links.programme(), closing, area, digits);
    long rows = closing.paid().rows();
    long persons = closing.paid().persons();
    BigDecimal amount = closing.paid().amount().amount();
    for (Paid p : parts.values()) {
      rows -= p.rows();
      persons -= p.persons();
      amount = amount.subtract(p.amount().amount());
    }
    if (rows > 0) parts.put(area, new Paid(rows, persons, Money.of(amount)));
    return parts;
  }

  private PartRow row(String code, Pair p, YearMonth month, int digits, Links links) {
    boolean whole = code.length() < digits;
    return row(
        code,
        whole ? "未填到下级" : regions.name(code),
        whole || digits == 12
            ? null
            : "/dashboard?programme=%s&month=%s&area=%s".formatted(links.programme(), month, code),
        links.paid(month, code, whole),
        p.shown(),
        p.shown().rows() - p.before().rows(),
        p.shown().equals(p.live()) ? null : p.live());
  }

  /**
   * @param live the whole area as counted now, or null when it is what is shown
   */
  PartRow total(List<PartRow> rows, YearMonth month, Paid live, Links links) {
    Paid sum = Paid.NONE;
    long change = 0;
    for (PartRow part : rows) {
      sum = sum.plus(new Paid(part.rows(), part.persons(), part.amount()));
      change += part.change();
    }
    return row(null, "合计", null, links.paid(month), sum, change, sum.equals(live) ? null : live);
  }

  private static PartRow row(
      String code, String name, String own, String url, Paid paid, long change, Paid live) {
    return new PartRow(
        code,
        name,
        own,
        url,
        paid.rows(),
        paid.persons(),
        paid.amount(),
        paid.persons() == 0
            ? null
            : Money.of(
                paid.amount()
                    .amount()
                    .divide(BigDecimal.valueOf(paid.persons()), 2, RoundingMode.HALF_UP)),
        change,
        live);
  }
}
