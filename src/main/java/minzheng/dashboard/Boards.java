package minzheng.dashboard;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import minzheng.cases.CaseFigures;
import minzheng.cases.CaseFigures.Applied;
import minzheng.cases.CaseMonths;
import minzheng.cases.CaseMonths.Decided;
import minzheng.cases.StepTimes;
import minzheng.dashboard.Board.Cell;
import minzheng.dashboard.Board.KeyFigure;
import minzheng.dashboard.Board.MonthRow;
import minzheng.dashboard.Board.PartRow;
import minzheng.dashboard.Board.StepRow;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.NotFound;
import minzheng.payments.PaymentFigures;
import minzheng.security.CurrentUser;
import minzheng.web.Display;
import minzheng.web.Option;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts the figures of an area on the page: closed months as they were kept, the others counted. */
@Component
class Boards {
  /** The trend's usual and its longest span. */
  static final int MONTHS = 12;

  static final int LONGEST = 24;

  private final PaymentFigures payments;
  private final CaseFigures cases;
  private final CaseMonths caseMonths;
  private final StepTimes times;
  private final FrozenFigures frozen;
  private final WorkBoard workBoard;
  private final PartTable partTable;
  private final TileMap map;
  private final Regions regions;
  private final Display display;
  private final Clock clock;

  Boards(
      PaymentFigures payments,
      CaseFigures cases,
      CaseMonths caseMonths,
      StepTimes times,
      FrozenFigures frozen,
      WorkBoard workBoard,
      PartTable partTable,
      TileMap map,
      Regions regions,
      Display display,
      Clock clock) {
    this.payments = payments;
    this.cases = cases;
    this.caseMonths = caseMonths;
    this.times = times;
    this.frozen = frozen;
    this.workBoard = workBoard;
    this.partTable = partTable;
    this.map = map;
    this.regions = regions;
    this.display = display;
    this.clock = clock;
  }

  /**
   * @param wantedProgramme code; unknown: the first programme
   * @param wantedMonth null: the latest that was sent
   * @param wantedArea empty: the reader's own
   * @param span months of the trend, {@link #MONTHS} or {@link #LONGEST}
   * @throws NotFound when the area lies outside the reader's
   */
  @Transactional(readOnly = true)
  Board of(
      String wantedProgramme,
      YearMonth wantedMonth,
      String wantedArea,
      int span,
      CurrentUser user) {
    var programmes = payments.programmeOptions();
    var programme =
        programmes.stream()
            .filter(p -> p.value().equals(wantedProgramme))
            .findFirst()
            .orElse(programmes.getFirst());
    String code = programme.value();
    String area = wantedArea.isEmpty() ? user.region() : wantedArea;
    if (!area.startsWith(user.region()) || !regions.exists(area)) throw new NotFound("地区");
    var links = Links.of(user, code, area);
    var sent = payments.sentMonths(code, area);
    YearMonth month =
        sent.contains(wantedMonth) ? wantedMonth : sent.stream().findFirst().orElse(null);
    YearMonth last = month == null ? YearMonth.now(clock) : month;
    String unit = payments.perHousehold(code) ? "户" : "人";

    var closed = frozen.months(code, area, last.minusMonths(span - 1L), last);
    var live = payments.months(code, area, last, span);
    var months = live.stream().map(m -> shown(m, closed.get(m.month()))).toList();
    var applied = links.cases() ? cases.applied(code, area, last, span) : List.<Applied>of();
    var applications = applied.stream().map(a -> shown(a, closed.get(a.month()))).toList();
    var work = links.cases() ? cases.work(area) : null;

    var keys = new KeyFigures(display, links, unit);
    var figures = new ArrayList<KeyFigure>();
    if (month != null) figures.addAll(keys.paid(months, live.getLast().paid()));
    if (links.cases()) {
      figures.add(keys.applications(applications, applied.getLast()));
      var decided = caseMonths.decided(code, area, last, span);
      figures.add(
          keys.inTime(
              decided.stream().map(d -> shown(d, closed.get(d.month()))).toList(),
              decided.getLast()));
      figures.add(keys.overdue(work));
    }
    int digits = area.length() < 6 ? 6 : area.length() < 9 ? 9 : 12;
    var parts =
        month == null ? List.<PartRow>of() : partTable.rows(area, month, closed, digits, links);
    var children = children(area);
    var below = children.stream().filter(r -> r.code().length() == digits).toList();
    return new Board(
        programme,
        programmes,
        month,
        sent.stream().map(m -> new Option(m.toString(), display.month(m))).toList(),
        area,
        regions.path(area),
        areas(user.region(), area),
        unit,
        figures,
        digits == 6 ? "区（市）县" : digits == 9 ? "街道（乡镇）" : "社区（村）",
        parts,
        month == null ? null : partTable.total(parts, month, live.getLast().paid(), links),
        below.size() - parts.stream().filter(p -> p.rows() > 0 && p.own() != null).count(),
        trend(months, live, applications, closed, links),
        work == null ? null : workBoard.of(work, links),
        clock.instant(),
        closed.get(month == null ? last : month),
        span,
        parts.isEmpty() || digits != 6
            ? List.of()
            : map.of(below, parts, "programme=%s&month=%s".formatted(code, month)),
        links.cases() ? steps(code, area, last, links) : null,
        last);
  }

  private static PaymentFigures.Month shown(PaymentFigures.Month live, Frozen closing) {
    return closing == null
        ? live
        : new PaymentFigures.Month(live.month(), closing.paid(), live.runs());
  }

  private static Applied shown(Applied live, Frozen closing) {
    return closing == null ? live : closing.applied();
  }

  private static Decided shown(Decided live, Frozen closing) {
    return closing == null ? live : closing.decisions();
  }

  private List<StepRow> steps(String programme, String area, YearMonth month, Links links) {
    return times.of(programme, area, month).stream()
        .map(
            s ->
                new StepRow(
                    s.label(),
                    new Cell(s.cases(), links.left(s.state(), month)),
                    new Cell(s.half(), links.left(s.state(), month, "took", s.half())),
                    new Cell(s.most(), links.left(s.state(), month, "took", s.most()))))
        .toList();
  }

  /** The latest month first. */
  private static List<MonthRow> trend(
      List<PaymentFigures.Month> months,
      List<PaymentFigures.Month> live,
      List<Applied> applied,
      Map<YearMonth, Frozen> closed,
      Links links) {
    var rows = new ArrayList<MonthRow>();
    for (int i = months.size() - 1; i >= 0; i--) {
      var m = months.get(i);
      Long applications =
          applied.stream()
              .filter(a -> a.month().equals(m.month()))
              .findFirst()
              .map(Applied::all)
              .orElse(null);
      Frozen closing = closed.get(m.month());
      rows.add(
          new MonthRow(
              m.month(),
              links.paid(m.month()),
              m.paid().rows(),
              m.paid().persons(),
              m.paid().amount(),
              m.runs(),
              m.runs() == 0 ? null : links.runs(m.month()),
              applications,
              applications == null ? null : links.applied(m.month()),
              closing == null ? null : closing.version(),
              !m.paid().equals(live.get(i).paid())));
    }
    return rows;
  }

  /** The reader's area with its parts, and the area shown with its neighbours. */
  private List<Option> areas(String own, String shown) {
    var options = new ArrayList<Option>();
    options.add(new Option(own, regions.name(own)));
    for (Region child : children(own)) {
      options.add(new Option(child.code(), child.name()));
      if (child.code().length() < 12 && shown.startsWith(child.code()))
        for (Region below : children(child.code()))
          options.add(new Option(below.code(), child.name() + " / " + below.name()));
    }
    return options;
  }

  private List<Region> children(String area) {
    return regions.children(area).stream().filter(r -> r.inUseOn(LocalDate.now(clock))).toList();
  }
}
