package minzheng.dashboard;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import minzheng.cases.CaseFigures;
import minzheng.cases.CaseFigures.Applied;
import minzheng.cases.CaseMonths;
import minzheng.cases.CaseMonths.Decided;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.payments.PaymentFigures;
import minzheng.payments.PaymentFigures.Paid;
import minzheng.security.CurrentUser;
import minzheng.web.Display;
import minzheng.web.Option;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One month of a programme: every figure with its meaning, all versions, and as counted now. */
@Component
class MonthBoards {
  private static final int SHOWN = 50;

  private final FrozenFigures frozen;
  private final MonthDifferences differences;
  private final PaymentFigures payments;
  private final CaseFigures cases;
  private final CaseMonths caseMonths;
  private final Regions regions;
  private final Display display;

  MonthBoards(
      FrozenFigures frozen,
      MonthDifferences differences,
      PaymentFigures payments,
      CaseFigures cases,
      CaseMonths caseMonths,
      Regions regions,
      Display display) {
    this.frozen = frozen;
    this.differences = differences;
    this.payments = payments;
    this.cases = cases;
    this.caseMonths = caseMonths;
    this.regions = regions;
    this.display = display;
  }

  /**
   * @param differing figures of parts of the area that are counted differently now
   * @param more of them that are not shown
   */
  record MonthBoard(
      Option programme,
      YearMonth month,
      String area,
      String areaName,
      List<Frozen> versions,
      List<Line> lines,
      List<Part> differing,
      int more) {}

  /**
   * @param kept by version, as shown
   * @param url the list behind what is counted now; null where the reader may not open it
   */
  record Line(
      String title,
      String unit,
      int definitionVersion,
      String definition,
      List<String> kept,
      String now,
      boolean differs,
      String url) {}

  record Part(String name, String title, String kept, String now) {}

  @Transactional(readOnly = true)
  MonthBoard of(String code, YearMonth month, String wantedArea, CurrentUser user) {
    Option programme =
        payments.programmeOptions().stream()
            .filter(p -> p.value().equals(code))
            .findFirst()
            .orElseThrow(() -> new NotFound("项目"));
    String area = wantedArea.isEmpty() ? user.region() : wantedArea;
    if (!area.startsWith(user.region()) || !regions.exists(area)) throw new NotFound("地区");
    var links = Links.of(user, code, area);
    var versions = frozen.versions(code, area, month);
    Paid paid =
        payments.months(code, area, month, 1).stream()
            .findFirst()
            .map(PaymentFigures.Month::paid)
            .orElse(Paid.NONE);
    Applied applied = cases.applied(code, area, month, 1).getLast();
    Decided decided = caseMonths.decided(code, area, month, 1).getLast();
    var titles =
        frozen.definitions(month).stream()
            .collect(Collectors.toMap(FrozenFigures.Definition::code, Function.identity()));
    var lines = new ArrayList<Line>();
    for (var d : frozen.definitions(month)) {
      boolean money = d.code().startsWith("PAID");
      if (!money && !links.cases()) continue;
      var kept = versions.stream().map(v -> kept(d.code(), v)).toList();
      String now = text(d.code(), paid, applied, decided);
      lines.add(
          new Line(
              d.title(),
              d.unit(),
              d.version(),
              d.definition(),
              kept,
              now,
              !kept.isEmpty() && !kept.getLast().equals(now),
              money ? links.paid(month) : url(d.code(), month, links)));
    }
    var parts =
        versions.isEmpty() ? List.<Part>of() : parts(code, month, area, titles, links.cases());
    return new MonthBoard(
        programme,
        month,
        area,
        regions.path(area),
        versions,
        lines,
        parts.stream().limit(SHOWN).toList(),
        Math.max(0, parts.size() - SHOWN));
  }

  private List<Part> parts(
      String programme,
      YearMonth month,
      String area,
      Map<String, FrozenFigures.Definition> titles,
      boolean cases) {
    return differences.of(programme, month).stream()
        .filter(d -> d.region().startsWith(area) && d.region().length() > area.length())
        .filter(d -> cases || d.code().startsWith("PAID"))
        .map(
            d ->
                new Part(
                    regions.path(d.region()),
                    titles.get(d.code()).title(),
                    part(d.code(), d.kept()),
                    part(d.code(), d.now())))
        .toList();
  }

  private String part(String code, BigDecimal value) {
    if (value == null) return code.equals(Frozen.AMOUNT) ? display.money(Money.ZERO) : "0";
    if (code.equals(Frozen.IN_TIME)) return "按期 " + display.number(value.longValueExact());
    return code.equals(Frozen.AMOUNT)
        ? display.money(Money.of(value))
        : display.number(value.longValueExact());
  }

  private String kept(String code, Frozen f) {
    return text(code, f.paid(), f.applied(), f.decisions());
  }

  private String text(String code, Paid paid, Applied applied, Decided decided) {
    return switch (code) {
      case Frozen.ROWS -> display.number(paid.rows());
      case Frozen.PERSONS -> display.number(paid.persons());
      case Frozen.AMOUNT -> display.money(paid.amount());
      case Frozen.APPLIED -> display.number(applied.all());
      case Frozen.APPROVED -> display.number(applied.approved());
      case Frozen.REFUSED -> display.number(applied.refused());
      case Frozen.OPEN -> display.number(applied.open());
      case Frozen.IN_TIME ->
          decided.all() == 0
              ? "—"
              : "%s（%d / %d）"
                  .formatted(KeyFigures.percent(decided), decided.inTime(), decided.all());
      default -> throw new IllegalStateException("Nobody counts " + code);
    };
  }

  private static String url(String code, YearMonth month, Links links) {
    return switch (code) {
      case Frozen.APPROVED -> links.applied(month, "open", "APPROVED");
      case Frozen.REFUSED -> links.applied(month, "open", "REFUSED");
      case Frozen.OPEN -> links.applied(month, "open", "yes");
      case Frozen.IN_TIME -> links.decided(month);
      default -> links.applied(month);
    };
  }
}
