package minzheng.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import minzheng.cases.CaseFigures;
import minzheng.cases.CaseFigures.Applied;
import minzheng.cases.CaseMonths.Decided;
import minzheng.dashboard.Board.KeyFigure;
import minzheng.dashboard.Board.Note;
import minzheng.kernel.Money;
import minzheng.payments.PaymentFigures.Month;
import minzheng.payments.PaymentFigures.Paid;
import minzheng.web.Display;
import minzheng.web.Figure;

/**
 * The row of key figures. A closed month shows what was kept; where the count of today differs, the
 * note below says so and opens the list.
 */
record KeyFigures(Display display, Links links, String unit) {
  private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

  private boolean households() {
    return unit.equals("户");
  }

  /**
   * @param months as shown, the last one is the month
   * @param live the month as counted now
   */
  List<KeyFigure> paid(List<Month> months, Paid live) {
    var figures = new ArrayList<KeyFigure>();
    var now = months.getLast();
    YearMonth month = now.month();
    var before =
        months.stream()
            .filter(m -> m.month().equals(month.minusMonths(1)))
            .findFirst()
            .map(Month::paid);
    String url = links.paid(month);
    var rows = since(month, before.map(b -> now.paid().rows() - b.rows()).orElse(null), unit);
    corrected(rows, now.paid().rows(), live.rows(), unit, url);
    figures.add(
        new KeyFigure(
            households() ? "在保户数" : "享受人数",
            display.number(now.paid().rows()),
            unit,
            url,
            curve(months, m -> m.paid().rows()),
            null,
            rows));
    if (households()) {
      var persons =
          since(month, before.map(b -> now.paid().persons() - b.persons()).orElse(null), "人");
      corrected(persons, now.paid().persons(), live.persons(), "人", url);
      figures.add(
          new KeyFigure(
              "在保人数",
              display.number(now.paid().persons()),
              "人",
              url,
              curve(months, m -> m.paid().persons()),
              null,
              persons));
    }
    figures.add(amount(months, live.amount(), url));
    return figures;
  }

  private KeyFigure amount(List<Month> months, Money live, String url) {
    var now = months.getLast();
    Money amount = now.paid().amount();
    boolean large = amount.amount().compareTo(TEN_THOUSAND) >= 0;
    var notes = new ArrayList<Note>();
    notes.add(new Note(display.money(amount) + " 元", url));
    if (now.runs() > 0) notes.add(new Note(now.runs() + " 个批次（含未送银行）", links.runs(now.month())));
    if (!live.equals(amount)) notes.add(new Note("现在 " + display.money(live) + " 元", url));
    return new KeyFigure(
        now.month().getMonthValue() + " 月发放",
        large
            ? display.money(Money.of(amount.amount().divide(TEN_THOUSAND, 2, RoundingMode.HALF_UP)))
            : display.money(amount),
        large ? "万元" : "元",
        url,
        curve(months, m -> m.paid().amount().amount()),
        null,
        notes);
  }

  private List<Note> since(YearMonth month, Long change, String unit) {
    var notes = new ArrayList<Note>();
    if (change == null) return notes;
    String text = change == 0 ? "持平" : display.change(change) + " " + unit;
    notes.add(new Note("较 %d 月 %s".formatted(month.minusMonths(1).getMonthValue(), text), null));
    return notes;
  }

  private void corrected(List<Note> notes, long kept, long live, String unit, String url) {
    if (kept != live)
      notes.add(
          new Note(
              "现在 %s %s（%s）".formatted(display.number(live), unit, display.change(live - kept)),
              url));
  }

  KeyFigure applications(List<Applied> applied, Applied live) {
    var now = applied.getLast();
    YearMonth month = now.month();
    var notes = new ArrayList<Note>();
    notes.add(new Note("同意 " + now.approved(), links.applied(month, "open", "APPROVED")));
    notes.add(new Note("不予 " + now.refused(), links.applied(month, "open", "REFUSED")));
    notes.add(new Note("在办 " + now.open(), links.applied(month, "open", "yes")));
    if (!now.equals(live))
      notes.add(
          new Note(
              "现在 %s 件：同意 %d，不予 %d，在办 %d"
                  .formatted(
                      display.number(live.all()), live.approved(), live.refused(), live.open()),
              links.applied(month)));
    return new KeyFigure(
        month.getMonthValue() + " 月新申请",
        display.number(now.all()),
        "件",
        links.applied(month),
        curve(applied, Applied::all),
        null,
        notes);
  }

  /** 按期办结率 of the decisions of a month. */
  KeyFigure inTime(List<Decided> decided, Decided live) {
    var now = decided.getLast();
    String url = links.decided(now.month());
    var notes = new ArrayList<Note>();
    notes.add(new Note("办结 " + display.number(now.all()), url));
    notes.add(
        new Note("超期办结 " + display.number(now.late()), links.decided(now.month(), "late", "yes")));
    if (!now.equals(live))
      notes.add(
          new Note(
              "现在办结 %s，超期 %s".formatted(display.number(live.all()), display.number(live.late())),
              url));
    return new KeyFigure(
        "按期办结率",
        now.all() == 0 ? "—" : percent(now),
        now.all() == 0 ? "" : "%",
        url,
        curve(decided, d -> d.all() == 0 ? BigDecimal.valueOf(100) : new BigDecimal(percent(d))),
        null,
        notes);
  }

  /** One decimal, half up; what is kept is numerator and denominator. */
  static String percent(Decided d) {
    return BigDecimal.valueOf(100L * d.inTime())
        .divide(BigDecimal.valueOf(d.all()), 1, RoundingMode.HALF_UP)
        .toPlainString();
  }

  KeyFigure overdue(CaseFigures.Work work) {
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
}
