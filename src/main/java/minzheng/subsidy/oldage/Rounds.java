package minzheng.subsidy.oldage;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.cases.CaseNumbers;
import minzheng.jobs.Jobs;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.subsidy.MassLists;
import minzheng.subsidy.MassLists.Sum;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 免申即享名单: opened and put together by one person, confirmed by another; only then the money begins.
 */
@Service
public class Rounds {
  static final String TYPE = "高龄津贴名单";
  private static final int DISTRICT_DIGITS = 6;

  private final RoundStore store;
  private final ItemStore items;
  private final Finding finding;
  private final Granting granting;
  private final Jobs jobs;
  private final CaseNumbers numbers;
  private final Regions regions;
  private final Audit audit;
  private final Clock clock;

  Rounds(
      RoundStore store,
      ItemStore items,
      Finding finding,
      Granting granting,
      Jobs jobs,
      CaseNumbers numbers,
      Regions regions,
      Audit audit,
      Clock clock) {
    this.store = store;
    this.items = items;
    this.finding = finding;
    this.granting = granting;
    this.jobs = jobs;
    this.numbers = numbers;
    this.regions = regions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Begins the search of an area.
   *
   * @param key drawn with the empty form, so that a double submit finds once; may be null
   * @throws RuleViolation with the field that stands against it
   */
  @Transactional
  public Round open(String region, LocalDate lawDay, String key, CurrentUser user) {
    var opened = store.lists().byKey(key);
    if (opened.isPresent()) return opened.get();
    check(region, lawDay, user);
    LocalDate today = LocalDate.now(clock);
    String number = numbers.next("GM", region, today.getYear()).value();
    long id = store.insert(number, region, lawDay, key, user);
    long job =
        jobs.start(
            finding,
            "查找高龄津贴名单 " + number,
            region,
            new Finding.Task(id),
            String.valueOf(id),
            user.actor());
    store.lists().findJob(id, job);
    audit.write("发起", TYPE, number, region, null, null, Map.of("lawDay", lawDay.toString()));
    return store.get(id);
  }

  private void check(String region, LocalDate lawDay, CurrentUser user) {
    if (region == null || !region.startsWith(user.region()))
      throw new RuleViolation("region", "请选择本单位辖区内的地区。");
    if (region.length() < DISTRICT_DIGITS) throw new RuleViolation("region", "请选择到区县或街道。");
    if (!regions.exists(region)) throw new RuleViolation("region", "没有这个地区，请重新选择。");
    if (lawDay == null) throw new RuleViolation("lawDay", "请填写适用日。");
    if (lawDay.isAfter(LocalDate.now(clock)))
      throw new RuleViolation("lawDay", "适用日不能晚于今天；还没到生日的人下次名单再查找。");
    store
        .openIn(region)
        .ifPresent(
            other -> {
              throw new RuleViolation("region", "名单 " + other.number() + " 含有这个地区，还没有办结，请先办结或作废。");
            });
  }

  @Transactional(readOnly = true)
  public Round get(long id) {
    return store.get(id);
  }

  /** What a list holds: persons, and what they get more a month. */
  @Transactional(readOnly = true)
  public Sum listed(long id) {
    return items.listedSum(id);
  }

  /** Takes a person off the list, with a reason; the next rounds show it and grant nothing. */
  @Transactional
  void remove(long id, long item, ListCause cause, String note, CurrentUser user) {
    Round round = store.lists().draft(id);
    var person = items.lock(id, item).orElseThrow(() -> new NotFound("名单人员"));
    if (cause == null || cause.state() != ItemState.REMOVED)
      throw new RuleViolation("cause", "请选择移除原因。");
    if (cause == ListCause.OTHER && blank(note)) throw new RuleViolation("note", "请写明其他原因。");
    MassLists.checkLength("note", note);
    if (person.state() == ItemState.REMOVED) return;
    items.change(item, ItemState.REMOVED, cause, blank(note) ? null : note.strip(), user);
    audit.write(
        "移除",
        "高龄津贴名单人员",
        item,
        person.region(),
        cause.label() + (blank(note) ? "" : "：" + note.strip()),
        Map.of("state", person.state().name()),
        Map.of("state", "REMOVED", "round", round.number()));
  }

  /** Puts a person on the list who was taken off now or earlier; only one who was determined. */
  @Transactional
  public void include(long id, long item, String reason, CurrentUser user) {
    store.lists().draft(id);
    var person = items.lock(id, item).orElseThrow(() -> new NotFound("名单人员"));
    if (person.state() == ItemState.LISTED) return;
    if (person.determination() == null)
      throw new RuleViolation(null, "事实还没有核清，不能纳入名单；请先在一人一档补登，下次名单会查找到。");
    if (blank(reason)) throw new RuleViolation("reason", "请写明纳入名单的原因。");
    MassLists.checkLength("reason", reason);
    items.change(item, ItemState.LISTED, null, reason.strip(), user);
    audit.write(
        "纳入",
        "高龄津贴名单人员",
        item,
        person.region(),
        reason.strip(),
        Map.of("state", person.state().name()),
        Map.of("state", "LISTED"));
  }

  /** Hands the list in for confirmation. Again: nothing happens. */
  @Transactional
  public void submit(long id, CurrentUser user) {
    store.lists().submit(id, user, () -> items.listedSum(id));
  }

  /** Sends it back to whoever put it together. */
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
   * Confirms the whole list in the name of another person; a job begins the money. Again: nothing
   * happens.
   *
   * @param rows the number of persons the page showed
   * @param money what the page showed a month
   * @throws RuleViolation when the list is another one by now, or the same person made it
   */
  @Transactional
  public Round confirm(long id, int rows, Money money, CurrentUser user) {
    store
        .lists()
        .confirm(
            id,
            user,
            new Sum(rows, money),
            () -> items.listedSum(id),
            "人、每月",
            () -> grant(id, user));
    return store.get(id);
  }

  /** After a cancelled or failed run: what is left is done, nothing twice. */
  @Transactional
  public void goOn(long id, CurrentUser user) {
    store.lists().goOn(id, user, () -> grant(id, user));
  }

  private long grant(long id, CurrentUser user) {
    Round round = store.get(id);
    return jobs.start(
        granting,
        "登记高龄津贴 " + round.number(),
        round.region(),
        new Granting.Task(id),
        String.valueOf(id),
        user.actor());
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
