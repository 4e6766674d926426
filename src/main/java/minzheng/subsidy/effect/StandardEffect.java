package minzheng.subsidy.effect;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.standards.PublishPreview;
import minzheng.standards.StandardBook;
import minzheng.standards.StandardValue;
import minzheng.subsidy.ProgrammeBook;
import minzheng.subsidy.Programmes;
import minzheng.subsidy.StandardUse;
import minzheng.subsidy.effect.PaidFamilies.Paid;
import minzheng.subsidy.rules.Assessment;
import minzheng.subsidy.rules.BookStandards;
import minzheng.subsidy.rules.ProgrammeCode;
import minzheng.subsidy.rules.Result;
import minzheng.web.Figure;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Whom a draft touches and what it costs: everybody paid in its areas is determined again from the
 * frozen facts of the sheet the amount rests on, with the register as it would be. At most {@value
 * #MOST} of them; the effect says when there are more.
 */
@Component
@Order(10)
class StandardEffect implements PublishPreview {
  static final int MOST = 5000;

  private final PaidFamilies families;
  private final Programmes programmes;
  private final Regions regions;
  private final Clock clock;

  StandardEffect(PaidFamilies families, Programmes programmes, Regions regions, Clock clock) {
    this.families = families;
    this.programmes = programmes;
    this.regions = regions;
    this.clock = clock;
  }

  @Override
  public Optional<Effect> preview(
      List<StandardValue> drafts, StandardBook before, StandardBook after) {
    List<String> concerned = StandardUse.programmes(drafts.getFirst().code());
    if (concerned.isEmpty()) return Optional.empty();
    LocalDate today = LocalDate.now(clock);
    LocalDate from = drafts.getFirst().from();
    LocalDate day = from.isBefore(today) ? today : from;
    String[] areas = drafts.stream().map(StandardValue::region).distinct().toArray(String[]::new);
    ProgrammeBook book = programmes.book();
    var standards = new BookStandards(after);
    var sum = new Sum();
    var areaSums = new TreeMap<String, Sum>();
    long all = 0;
    int left = MOST;
    for (String programme : concerned) {
      all += families.count(programme, areas, day);
      var paid = families.first(left, programme, areas, day);
      left -= paid.size();
      for (Paid one : paid) {
        Optional<Result> result = again(one, programme, day, book, standards);
        sum.add(one, result);
        areaSums.computeIfAbsent(district(one.region()), a -> new Sum()).add(one, result);
      }
      if (left == 0) break;
    }
    return Optional.of(
        new Effect(
            "发放影响：" + String.join("、", concerned.stream().map(StandardEffect::label).toList()),
            figures(sum, all, day),
            areaSums.isEmpty() ? null : table(areaSums, sum)));
  }

  private static String label(String programme) {
    return ProgrammeCode.valueOf(programme).label();
  }

  private static Optional<Result> again(
      Paid paid, String programme, LocalDate day, ProgrammeBook book, BookStandards standards) {
    if (paid.facts() == null) return Optional.empty();
    return new Assessment(paid.facts(), day, book, standards)
        .determine(programme, ProgrammeCode.valueOf(programme).subject()).stream()
            .filter(r -> r.subject().equals(paid.subject()))
            .findFirst();
  }

  private static String district(String region) {
    return region.substring(0, Math.min(6, region.length()));
  }

  private List<Figure> figures(Sum sum, long all, LocalDate day) {
    var figures = new ArrayList<Figure>();
    figures.add(
        new Figure(
            "正在发放",
            String.format("%,d", all),
            "户（人）",
            all > sum.count ? "只测算了前 " + sum.count + " 户" : day + " 起按新标准重新测算",
            null));
    figures.add(new Figure("金额变化", String.format("%,d", sum.changed), "户（人）", null, null));
    figures.add(new Figure("现在每月", sum.before.format(), "元", null, null));
    figures.add(new Figure("变更后每月", sum.after.format(), "元", null, null));
    figures.add(new Figure("每月增减", signed(sum), "元", sum.persons + " 人", null));
    if (sum.lost > 0)
      figures.add(
          new Figure(
              "不再符合", String.format("%,d", sum.lost), "户（人）", "停发前须逐户听取意见", null, "warn", null));
    if (sum.without > 0)
      figures.add(
          new Figure(
              "不能测算",
              String.format("%,d", sum.without),
              "户（人）",
              "没有冻结的测算单或缺少事实",
              null,
              "warn",
              null));
    return figures;
  }

  private static String signed(Sum sum) {
    Money difference = sum.after.minus(sum.before);
    return (difference.isPositive() ? "+" : "") + difference.format();
  }

  private Table table(Map<String, Sum> areas, Sum total) {
    var rows = new ArrayList<List<String>>();
    areas.forEach((area, sum) -> rows.add(row(regions.name(area), sum)));
    return new Table(
        List.of(
            new Column("地区", false),
            new Column("户（人）", true),
            new Column("人数", true),
            new Column("现在每月（元）", true),
            new Column("变更后每月（元）", true),
            new Column("增减（元）", true)),
        rows,
        row("合计", total));
  }

  private static List<String> row(String name, Sum sum) {
    return List.of(
        name,
        String.format("%,d", sum.count),
        String.format("%,d", sum.persons),
        sum.before.format(),
        sum.after.format(),
        signed(sum));
  }

  /** Totals of an area. Who cannot be determined keeps the present amount. */
  private static final class Sum {
    long count;
    long persons;
    long changed;
    long lost;
    long without;
    Money before = Money.ZERO;
    Money after = Money.ZERO;

    void add(Paid paid, Optional<Result> result) {
      count++;
      persons += paid.persons();
      before = before.plus(paid.monthly());
      Money then = paid.monthly();
      switch (result.map(Result::outcome).orElse(null)) {
        case ELIGIBLE -> then = result.orElseThrow().amount();
        case NOT_ELIGIBLE -> {
          then = Money.ZERO;
          lost++;
        }
        case null, default -> without++;
      }
      if (!then.equals(paid.monthly())) changed++;
      after = after.plus(then);
    }
  }
}
