package minzheng.payments;

import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.jobs.Job;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Actor;
import minzheng.kernel.RuleViolation;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The steps of a run: draft → checked → approved → sent → reconciled. Three different people make,
 * check and approve it; the database holds that too. A second run of a month is the first one.
 */
@Service
public class Runs {
  /** What a checker says of the rows whose payee is dead. */
  static final String VERIFIED = "已逐户核实，按现有决定发放";

  private final RunStore runs;
  private final RunDraftJob job;
  private final RunDraft draft;
  private final Settlement settlement;
  private final RunLines lines;
  private final RunFigures figures;
  private final BankFiles files;
  private final ProgrammeNames programmes;
  private final Regions regions;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Runs(
      RunStore runs,
      RunDraftJob job,
      RunDraft draft,
      Settlement settlement,
      RunLines lines,
      RunFigures figures,
      BankFiles files,
      ProgrammeNames programmes,
      Regions regions,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.runs = runs;
    this.job = job;
    this.draft = draft;
    this.settlement = settlement;
    this.lines = lines;
    this.figures = figures;
    this.files = files;
    this.programmes = programmes;
    this.regions = regions;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * The regular run of a month: the one that exists, or a new draft, which a big area gets in the
   * background. Not to be called inside a transaction: the draft is written by another connection.
   *
   * @param area a district or the whole city, inside the actor's own area
   */
  public Run draft(String programme, YearMonth month, String area, Actor by) {
    noTransaction();
    check(month, area, by);
    var existing = transaction.execute(status -> runs.regular(programme, month, area));
    if (existing.isPresent()) {
      if (existing.get().prepared() || isBeingMade(existing.get())) return existing.get();
      job.start(existing.get(), by);
      return get(existing.get().id());
    }
    String number =
        "FF%s-%s-%s"
            .formatted(area, programmes.of(programme).mark(), month.toString().replace("-", ""));
    return make(programme, month, area, Run.Kind.REGULAR, number, by);
  }

  /**
   * The programmes that owe something for a month, the one with most recipients first: what the
   * whole month is drafted by, so that the longest work begins first.
   *
   * @throws RuleViolation when there is none
   */
  @Transactional(readOnly = true)
  List<String> owing(YearMonth month, String area, Actor by) {
    check(month, area, by);
    var owing = runs.owing(month, area);
    if (owing.isEmpty()) throw new RuleViolation("programme", "这个地区这个月没有任何项目的待遇可发，请核对月份和地区");
    return owing;
  }

  /**
   * A run of what is left over at any time: returned lines that can be paid again, and back-pay.
   *
   * @throws RuleViolation when there is nothing to pay
   */
  public Run extra(String programme, String area, Actor by) {
    noTransaction();
    checkArea(area, by);
    YearMonth month = YearMonth.now(clock);
    int before = transaction.execute(status -> runs.extras(programme, month, area));
    String number =
        "FF%s-%s-%s-B%d"
            .formatted(
                area,
                programmes.of(programme).mark(),
                month.toString().replace("-", ""),
                before + 1);
    Run run = make(programme, month, area, Run.Kind.EXTRA, number, by);
    if (run.backpay().rows() + run.reissue().rows() > 0) return run;
    discard(run.id(), "没有可补发、重发的款项", by);
    throw new RuleViolation(null, "现在没有可补发或重发的款项；退回的款项须先更正账户");
  }

  /** Throws a draft's rows away and computes them again. */
  public Run redraft(long id, Actor by) {
    noTransaction();
    Run run =
        transaction.execute(
            status -> {
              Run r = runs.lock(id, RunState.DRAFT);
              runs.unprepare(r, by);
              runs.event(r, "重新生成", null, by);
              return r;
            });
    draft.empty(run);
    job.start(get(id), by);
    return get(id);
  }

  /** Throws a draft away; the trace stays, and the month can be drafted again. */
  public void discard(long id, String reason, Actor by) {
    noTransaction();
    Run run = transaction.execute(status -> runs.lock(id, RunState.DRAFT));
    if (isBeingMade(run)) throw new RuleViolation(null, "草稿正在生成，完成后才能作废");
    draft.empty(run);
    transaction.executeWithoutResult(
        status -> {
          Run r = runs.lock(id, RunState.DRAFT);
          runs.state(r, RunState.DISCARDED);
          runs.event(r, "作废", required(reason), by);
          audit.write("作废草稿", "发放批次", r.number(), r.area(), reason, null, facts(r));
        });
  }

  /** Freezes a run that pays nobody who is dead. */
  @Transactional
  public void check(long id, Actor by) {
    check(id, false, by);
  }

  /**
   * Freezes the run: its rows and accounts stay as they are now.
   *
   * @param verified that each row with a dead payee was looked at and is to be paid
   * @throws RuleViolation by the maker, when entitlements changed or payees died since the draft
   *     was made, or when payees are dead and were not verified
   */
  @Transactional
  public void check(long id, boolean verified, Actor by) {
    Run run = runs.lock(id, RunState.DRAFT);
    if (!run.prepared()) throw new RuleViolation(null, "草稿还没有生成完，请稍后再核对");
    different(run, by, "核对");
    settlement.lockForFreeze(run.programme());
    int changed = lines.heldSince(run) + lines.diedSince(run);
    if (run.kind() == Run.Kind.REGULAR) changed += settlement.changedSince(run);
    if (changed > 0) throw new RuleViolation(null, "草稿生成后有 " + changed + " 户发生了变动，请重新生成草稿后再核对");
    String dead = deadPayees(run, verified);
    lines.freeze(run);
    runs.hash(run);
    runs.step(run, RunState.CHECKED, "checked", by);
    done(run, "核对", dead.isEmpty() ? null : "领款人已死亡 " + dead + "，" + VERIFIED, by);
  }

  /**
   * How many rows and claims go to somebody who is dead, in words; empty when none does.
   *
   * @throws RuleViolation when there are some, and nobody says that each was looked at
   */
  @Transactional(readOnly = true)
  String deadPayees(Run run, boolean verified) {
    int rows = figures.warnings(run.id()).getOrDefault(Warning.DIED, 0);
    int claims = figures.deadClaims(run.id());
    var words = new ArrayList<String>();
    if (rows > 0) words.add(rows + " 户");
    if (claims > 0) words.add(claims + " 笔补发重发");
    String dead = String.join("、", words);
    if (!dead.isEmpty() && !verified)
      throw new RuleViolation("verified", "有 " + dead + "的领款人已死亡，请逐户核实后勾选；须停发或变更的，请先办理，再重新生成草稿");
    return dead;
  }

  /** The approver says no: nothing of it is owed, and the month is drafted anew. */
  @Transactional
  public void refuse(long id, String reason, Actor by) {
    Run run = runs.lock(id, RunState.CHECKED);
    different(run, by, "退回");
    settlement.lockForFreeze(run.programme());
    lines.cancel(run);
    runs.state(run, RunState.REFUSED);
    if (run.kind() == Run.Kind.REGULAR) settlement.reverse(run, required(reason));
    done(run, "退回", required(reason), by);
  }

  /** A third person approves. */
  @Transactional
  public void approve(long id, Actor by) {
    Run run = runs.lock(id, RunState.CHECKED);
    different(run, by, "审批");
    runs.step(run, RunState.APPROVED, "approved", by);
    done(run, "审批", null, by);
  }

  /**
   * Makes the bank file and marks its lines as sent; lines without an account become work.
   *
   * @param bank the bank that pays, as people call it
   */
  @Transactional
  public BankFile send(long id, String bank, BankFormat format, Actor by) {
    if (bank == null || bank.isBlank()) throw new RuleViolation("bank", "请填写代发银行");
    Run run = runs.lock(id, RunState.APPROVED);
    lines.send(run);
    runs.step(run, RunState.SENT, "sent", by);
    runs.bank(run, bank.strip());
    BankFile file = files.create(run, format, by);
    runs.refresh(id);
    done(run, "送银行", bank.strip() + " " + file.name(), by);
    return file;
  }

  @Transactional(readOnly = true)
  public Run get(long id) {
    return runs.get(id);
  }

  /**
   * Whether somebody may take a step from this state, before it is asked for.
   *
   * @param verb of a step that wants another person than those before; null of one that does not
   * @throws RuleViolation as the step itself would
   */
  @Transactional(readOnly = true)
  void before(long id, RunState from, String verb, Actor by) {
    Run run = runs.get(id);
    runs.expect(run, from);
    if (verb != null) different(run, by, verb);
  }

  /** The making of its draft, while it lasts or when it did not come to its end. */
  Optional<Job> making(Run run) {
    return job.open(run);
  }

  private boolean isBeingMade(Run run) {
    return making(run).filter(j -> !j.isOver()).isPresent();
  }

  @Transactional(readOnly = true)
  List<RunStore.Event> events(long id) {
    return runs.events(id);
  }

  /** The heading of a run: 锦江区 低保 2026 年 11 月. */
  public String title(Run run) {
    return "%s %s %d 年 %d 月%s"
        .formatted(
            regions.name(run.area()),
            programmes.title(run.programme()),
            run.month().getYear(),
            run.month().getMonthValue(),
            run.kind() == Run.Kind.EXTRA ? " " + run.kind().label() : "");
  }

  private Run make(
      String programme, YearMonth month, String area, Run.Kind kind, String number, Actor by) {
    long id;
    try {
      id =
          transaction.execute(
              status -> {
                long made = runs.insert(programme, month, area, kind, number, by);
                audit.write("生成批次", "发放批次", number, area);
                return made;
              });
    } catch (DataIntegrityViolationException e) {
      var same = transaction.execute(status -> runs.regular(programme, month, area));
      if (same.isPresent() && kind == Run.Kind.REGULAR) return same.get();
      throw new RuleViolation("area", "这个月已有范围重叠的批次（全市批次与区县批次不能并存），请使用已有的批次");
    }
    job.start(get(id), by);
    return get(id);
  }

  private void check(YearMonth month, String area, Actor by) {
    checkArea(area, by);
    if (month.isAfter(YearMonth.now(clock).plusMonths(1)))
      throw new RuleViolation("month", "最多提前一个月生成批次，请改选月份");
  }

  private void checkArea(String area, Actor by) {
    if (area == null || area.length() != 4 && area.length() != 6 || !regions.exists(area))
      throw new RuleViolation("area", "批次按区（市、县）或全市生成，请选择地区");
    if (!area.startsWith(by.region())) throw new RuleViolation("area", "只能为本单位辖区生成批次，请改选地区");
  }

  private static void different(Run run, Actor by, String verb) {
    if (run.touchedBy(by.accountId()))
      throw new RuleViolation(null, "您已经办理过这个批次的前一步，不能再" + verb + "；请由另一位同事办理");
  }

  private void done(Run run, String action, String note, Actor by) {
    runs.event(run, action, note, by);
    audit.write(action, "发放批次", run.number(), run.area(), note, null, facts(run));
  }

  private static Map<String, ?> facts(Run run) {
    return Map.of("rows", run.lines().rows(), "total", run.lines().total().toString());
  }

  private static String required(String reason) {
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请填写原因");
    return reason.strip();
  }

  private static void noTransaction() {
    if (TransactionSynchronizationManager.isActualTransactionActive())
      throw new IllegalStateException("Drafts are written by another connection: no transaction");
  }
}
