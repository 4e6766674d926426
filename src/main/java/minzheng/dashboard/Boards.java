package minzheng.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import minzheng.cases.CaseFigures;
import minzheng.dashboard.Board.KeyFigure;
import minzheng.dashboard.Board.MonthRow;
import minzheng.dashboard.Board.Note;
import minzheng.dashboard.Board.PartRow;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.payments.PaymentFigures;
import minzheng.payments.PaymentFigures.Paid;
import minzheng.security.CurrentUser;
import minzheng.web.Display;
import minzheng.web.Figure;
import minzheng.web.Option;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts the figures of an area on the page. */
@Component
class Boards {
  private static final int MONTHS = 12;
  private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

  private final PaymentFigures payments;
  private final CaseFigures cases;
  private final WorkBoard workBoard;
  private final Regions regions;
  private final Display display;
  private final Clock clock;

  Boards(
      PaymentFigures payments,
      CaseFigures cases,
      WorkBoard workBoard,
      Regions regions,
      Display display,
      Clock clock) {
    this.payments = payments;
    this.cases = cases;
    this.workBoard = workBoard;
    this.regions = regions;
    this.display = display;
    this.clock = clock;
  }

  /**
   * @param wantedProgramme code; unknown: the first programme
   * @param wantedMonth null: the latest that was sent
   * @param wantedArea empty: the reader's own
   * @throws NotFound when the area lies outside the reader's
   */
  @Transactional(readOnly = true)
  Board of(String wantedProgramme, YearMonth wantedMonth, String wantedArea, CurrentUser user) {
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
    var months = payments.months(code, area, last, MONTHS);
    var applied =
        links.cases() ? cases.applied(code, area, last, MONTHS) : List.<CaseFigures.Applied>of();
    var work = links.cases() ? cases.work(area) : null;

    var figures = new ArrayList<KeyFigure>();
    if (month != null) paid(figures, months, unit, links);
    if (links.cases()) {
      figures.add(applications(applied, links));
      figures.add(overdue(work, links));
    }
    int digits = area.length() < 6 ? 6 : area.length() < 9 ? 9 : 12;
    var parts = month == null ? List.<PartRow>of() : parts(code, area, month, digits, links);
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
        total(parts, month, links),
        children(area).stream().filter(r -> r.code().length() == digits).count()
            - parts.stream().filter(p -> p.rows() > 0).count(),
        trend(months, applied, links),
        work == null ? null : workBoard.of(work, links),
        clock.instant());
  }

  private void paid(
      List<KeyFigure> figures, List<PaymentFigures.Month> months, String unit, Links links) {
    var now = months.getLast();
    YearMonth month = now.month();
    var before =
        months.stream()
            .filter(m -> m.month().equals(month.minusMonths(1)))
            .findFirst()
            .map(PaymentFigures.Month::paid);
    String url = links.paid(month);
    boolean households = unit.equals("户");
    figures.add(
        new KeyFigure(
            households ? "在保户数" : "享受人数",
            display.number(now.paid().rows()),
            unit,
            url,
            curve(months, m -> m.paid().rows()),
            null,
            since(month, before.map(b -> now.paid().rows() - b.rows()).orElse(null), unit)));
    if (households)
      figures.add(
          new KeyFigure(
              "在保人数",
              display.number(now.paid().persons()),
              "人",
              url,
              curve(months, m -> m.paid().persons()),
              null,
              since(month, before.map(b -> now.paid().persons() - b.persons()).orElse(null), "人")));
    Money amount = now.paid().amount();
    boolean large = amount.amount().compareTo(TEN_THOUSAND) >= 0;
    var notes = new ArrayList<Note>();
    notes.add(new Note(display.money(amount) + " 元", url));
    if (now.runs() > 0) notes.add(new Note(now.runs() + " 个批次", links.runs(month)));
    figures.add(
        new KeyFigure(
            month.getMonthValue() + " 月发放",
            large
                ? display.money(
                    Money.of(amount.amount().divide(TEN_THOUSAND, 2, RoundingMode.HALF_UP)))
                : display.money(amount),
            large ? "万元" : "元",
            url,
            curve(months, m -> m.paid().amount().amount()),
            null,
            notes));
  }

  private List<Note> since(YearMonth month, Long change, String unit) {
    if (change == null) return List.of();
    String text = change == 0 ? "持平" : display.change(change) + " " + unit;
    return List.of(
        new Note("较 %d 月 %s".formatted(month.minusMonths(1).getMonthValue(), text), null));
  }

  private KeyFigure applications(List<CaseFigures.Applied> applied, Links links) {
    var now = applied.getLast();
    YearMonth month = now.month();
    return new KeyFigure(
        month.getMonthValue() + " 月新申请",
        display.number(now.all()),
        "件",
        links.applied(month),
        curve(applied, CaseFigures.Applied::all),
        null,
        List.of(
            new Note("同意 " + now.approved(), links.applied(month, "open", "APPROVED")),
            new Note("不予 " + now.refused(), links.applied(month, "open", "REFUSED")),
            new Note("在办 " + now.open(), links.applied(month, "open", "yes"))));
  }

  private KeyFigure overdue(CaseFigures.Work work, Links links) {
    var load = work.all();
    return new KeyFigure(
        "超期未办（全部项目）",
        display.number(load.over()),
        "件",
        links.open("due", "over"),
        null,
        load.over() > 0 ? "bad" : null,
        List.of(
            new Note(
                "%d 个工作日内到期 %d".formatted(CaseFigures.SOON, load.soon()),
                links.open("due", CaseFigures.SOON)),
            new Note("在办 " + load.open(), links.open())));
  }

  private static <T> String curve(List<T> rows, Function<T, Number> value) {
    return Figure.trend(rows.stream().map(value).toList());
  }

  private List<PartRow> parts(
      String programme, String area, YearMonth month, int digits, Links links) {
    return payments.parts(programme, area, month, digits).stream()
        .map(
            part -> {
              boolean whole = part.code().length() < digits;
              return row(
                  whole ? "未填到下级" : regions.name(part.code()),
                  whole || digits == 12
                      ? null
                      : "/dashboard?programme=%s&month=%s&area=%s"
                          .formatted(programme, month, part.code()),
                  links.paid(month, part.code(), whole),
                  part.paid(),
                  part.before());
            })
        .sorted(Comparator.comparing(PartRow::rows).reversed())
        .toList();
  }

  private static PartRow total(List<PartRow> parts, YearMonth month, Links links) {
    if (month == null) return null;
    Paid sum = Paid.NONE;
    long change = 0;
    for (PartRow part : parts) {
      sum = sum.plus(new Paid(part.rows(), part.persons(), part.amount()));
      change += part.change();
    }
    Paid before = new Paid(sum.rows() - change, 0, Money.ZERO);
    return row("合计", null, links.paid(month), sum, before);
  }

  private static PartRow row(String name, String own, String url, Paid paid, Paid before) {
    return new PartRow(
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
        paid.rows() - before.rows());
  }

  /** The latest month first. */
  private static List<MonthRow> trend(
      List<PaymentFigures.Month> months, List<CaseFigures.Applied> applied, Links links) {
    var rows = new ArrayList<MonthRow>();
    for (var m : months.reversed()) {
      Long applications =
          applied.stream()
              .filter(a -> a.month().equals(m.month()))
              .findFirst()
              .map(CaseFigures.Applied::all)
              .orElse(null);
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
              applications == null ? null : links.applied(m.month())));
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
    return regions.children(area).stream()
        .filter(r -> r.inUseOn(java.time.LocalDate.now(clock)))
        .toList();
  }
}
