package minzheng.subsidy.reassess;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.cases.CaseNumbers;
import minzheng.jobs.Jobs;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.standards.StandardValue;
import minzheng.standards.Standards;
import minzheng.subsidy.MassLists;
import minzheng.subsidy.StandardUse;
import minzheng.subsidy.desk.ProgrammeKind;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 按新标准重算: begun and handed in by one person, confirmed by another; only then amounts change. */
@Service
public class Reassessments {
  static final String TYPE = "标准重算名单";
  private static final int DISTRICT_DIGITS = 6;
  private static final int AHEAD = 12;

  private final ReassessmentStore store;
  private final ReassessmentItems items;
  private final Reassessing reassessing;
  private final Reassessor reassessor;
  private final Standards standards;
  private final Applying applying;
  private final Jobs jobs;
  private final CaseNumbers numbers;
  private final Regions regions;
  private final Audit audit;
  private final Clock clock;

  Reassessments(
      ReassessmentStore store,
      ReassessmentItems items,
      Reassessing reassessing,
      Reassessor reassessor,
      Standards standards,
      Applying applying,
      Jobs jobs,
      CaseNumbers numbers,
      Regions regions,
      Audit audit,
      Clock clock) {
    this.store = store;
    this.items = items;
    this.reassessing = reassessing;
    this.reassessor = reassessor;
    this.standards = standards;
    this.applying = applying;
    this.jobs = jobs;
    this.numbers = numbers;
    this.regions = regions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Begins to determine everybody again whom a programme pays in an area.
   *
   * @param from the first day of the new standard; amounts change from the first month that begins
   *     then or later
   * @param key drawn with the empty form, so that a double submit begins once; may be null
   * @throws RuleViolation with the field that stands against it
   */
  @Transactional
  public Reassessment open(
      String region, String programme, LocalDate from, String key, CurrentUser user) {
    var opened = store.lists().byKey(key);
    if (opened.isPresent()) return opened.get();
    check(region, programme, from, user);
    String number = numbers.next("TB", region, LocalDate.now(clock).getYear()).value();
    long id = store.insert(number, region, programme, from, key, user);
    long job =
        jobs.start(
            reassessing,
            "按新标准重算 " + number,
            region,
            new Reassessing.Task(id),
            String.valueOf(id),
            user.actor());
    store.lists().findJob(id, job);
    audit.write(
        "发起",
        TYPE,
        number,
        region,
        null,
        null,
        Map.of("programme", programme, "from", from.toString()));
    return store.get(id);
  }

  private void check(String region, String programme, LocalDate from, CurrentUser user) {
    if (programme == null
        || ProgrammeKind.all().stream().noneMatch(k -> k.pays() && k.name().equals(programme)))
      throw new RuleViolation("programme", "请选择项目。");
    if (region == null || !region.startsWith(user.region()))
      throw new RuleViolation("region", "请选择本单位辖区内的地区。");
    if (region.length() < DISTRICT_DIGITS) throw new RuleViolation("region", "请选择到区县或街道。");
    if (!regions.exists(region)) throw new RuleViolation("region", "没有这个地区，请重新选择。");
    if (from == null) throw new RuleViolation("fromDay", "请填写新标准的执行日。");
    if (from.isAfter(LocalDate.now(clock).plusMonths(AHEAD)))
      throw new RuleViolation("fromDay", "执行日最多可以早办 " + AHEAD + " 个月，请检查日期。");
    if (standards.book().all().stream()
        .noneMatch(v -> concerns(v, programme, region) && begins(v, from)))
      throw new RuleViolation("fromDay", "这个地区没有从 " + from + " 起变动的标准，请核对执行日。");
    store
        .openIn(region, programme)
        .ifPresent(
            other -> {
              throw new RuleViolation("region", "名单 " + other.number() + " 含有这个地区，还没有办结，请先办结或作废。");
            });
  }

  private static boolean concerns(StandardValue value, String programme, String region) {
    return StandardUse.standards(programme).contains(value.code())
        && (value.region().equals("00")
            || region.startsWith(value.region())
            || value.region().startsWith(region));
  }

  private static boolean begins(StandardValue value, LocalDate day) {
    return value.from().equals(day) || value.to() != null && value.to().plusDays(1).equals(day);
  }

  /**
   * What was found rests on the standards of that moment and the months frozen then.
   *
   * @throws RuleViolation when either has changed since
   */
  private void checkStill(Reassessment list) {
    boolean published =
        standards.publishedSince(list.madeAt()).stream()
            .anyMatch(v -> concerns(v, list.programme(), list.region()));
    if (published) throw new RuleViolation(null, "名单形成后又发布了新的标准，请退回作废后重新发起。");
    if (reassessor.frozenMonths(list) != list.frozen())
      throw new RuleViolation(null, "名单形成后又有月份核对发放，补发的金额已变，请退回作废后重新发起。");
  }

  private MassLists.Sum listed(long id) {
    checkStill(store.get(id));
    return items.listedSum(id).sum();
  }

  @Transactional(readOnly = true)
  public Reassessment get(long id) {
    return store.get(id);
  }

  /** Hands the list in for confirmation. Again: nothing happens. */
  @Transactional
  public void submit(long id, CurrentUser user) {
    store.lists().submit(id, user, () -> listed(id));
  }

  /** Sends it back to whoever began it. */
  @Transactional
  public void giveBack(long id, String reason, CurrentUser user) {
    store.lists().giveBack(id, reason);
  }

  /** Gives the list up; nothing follows from it. */
  @Transactional
  public void discard(long id, CurrentUser user) {
    store.lists().discard(id);
  }

  /**
   * Confirms the whole list in the name of another person; a job changes the amounts. Again:
   * nothing happens.
   *
   * @param rows the number of rights the page showed
   * @param money the sum the page showed: the next month's increase with what is made good
   * @throws RuleViolation when the list is another one by now, or the same person made it
   */
  @Transactional
  public Reassessment confirm(long id, int rows, Money money, CurrentUser user) {
    store
        .lists()
        .confirm(
            id,
            user,
            new MassLists.Sum(rows, money),
            () -> listed(id),
            "户（人）、首次",
            () -> apply(id, user));
    return store.get(id);
  }

  /** After a cancelled or failed job: what is left is done, nothing twice. */
  @Transactional
  public void goOn(long id, CurrentUser user) {
    store.lists().goOn(id, user, () -> apply(id, user));
  }

  private long apply(long id, CurrentUser user) {
    Reassessment list = store.get(id);
    return jobs.start(
        applying,
        "登记标准调整 " + list.number(),
        list.region(),
        new Applying.Task(id),
        String.valueOf(id),
        user.actor());
  }
}
