package minzheng.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import minzheng.audit.Audit;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Masking;
import minzheng.kernel.NotFound;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Typed;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 公示: posting, objections, and the end when the days are over (民发〔2021〕57号 19). Each of them is a
 * step of the case, taken through {@link Cases}.
 */
@Service
public class Notices {
  private final NoticeStore store;
  private final CaseStore files;
  private final Cases cases;
  private final CaseTypes types;
  private final Clocks clocks;
  private final Regions regions;
  private final Audit audit;
  private final Clock clock;

  Notices(
      NoticeStore store,
      CaseStore files,
      Cases cases,
      CaseTypes types,
      Clocks clocks,
      Regions regions,
      Audit audit,
      Clock clock) {
    this.store = store;
    this.files = files;
    this.cases = cases;
    this.types = types;
    this.clocks = clocks;
    this.regions = regions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Where a notice is posted.
   *
   * @param places area codes of the communities or villages, inside the case's district
   * @param from first day; null: today
   * @param reason why that day lies before today
   * @param version of the case as the person saw it; null: not compared
   */
  public record Posting(List<String> places, LocalDate from, String reason, Integer version) {
    public static Posting at(String... places) {
      return new Posting(List.of(places), null, null, null);
    }

    public Posting from(LocalDate day, String reason) {
      return new Posting(places, day, reason, version);
    }
  }

  /**
   * An objection as it came in.
   *
   * @param receivedOn null: today
   * @param reason why that day lies before today
   */
  public record Objecting(
      String objector, String contact, String content, LocalDate receivedOn, String reason) {}

  /**
   * Posts the notice of a case. One whose days are already over ends at once.
   *
   * @throws RuleViolation for a place outside the district, or without a standard for the days
   */
  @Transactional
  public Notice post(long caseId, Posting posting, CurrentUser user) {
    CaseView file = files.lock(caseId).orElseThrow(() -> new NotFound("案件"));
    NoticeRule rule = rule(file);
    LocalDate from = posting.from() == null ? LocalDate.now(clock) : posting.from();
    String placeNames = names(file, posting.places(), from);
    int days =
        clocks
            .count(rule.limit(), file.limitClass(), file.region(), from)
            .orElseThrow(
                () ->
                    new RuleViolation(
                        null,
                        "%s没有“%s”的公示天数标准，请标准管理员登记发布后再张贴。"
                            .formatted(from, types.get(file.type()).title())))
            .count();
    step(file, rule.post(), "公示地点：" + placeNames, from, posting.reason(), posting.version(), user);
    var notice =
        new Notice(
            0,
            file.region(),
            caseId,
            Notice.newKey(),
            types.get(file.type()).title(),
            Masking.name(file.title()),
            file.members(),
            file.amount() == null || file.amount().isZero() ? null : file.amount(),
            List.copyOf(posting.places()),
            placeNames,
            from,
            days,
            from.plusDays(days),
            Notice.State.POSTED,
            null,
            null,
            null,
            null,
            user.officeName(),
            clock.instant());
    long id = store.insert(notice, user.actor());
    store.show(notice.extract());
    endIfDue(id);
    return store.find(id).orElseThrow();
  }

  /** Registers an objection, which stops the notice and sends the case to be investigated anew. */
  @Transactional
  public Notice object(long caseId, Objecting objecting, CurrentUser user) {
    CaseView file = files.lock(caseId).orElseThrow(() -> new NotFound("案件"));
    if (Typed.textOrNull(objecting.objector()) == null)
      throw new RuleViolation("objector", "请填写异议人姓名，匿名的填“匿名”。");
    if (Typed.textOrNull(objecting.content()) == null)
      throw new RuleViolation("content", "请填写异议内容。");
    Notice notice =
        store
            .lockOpen(caseId)
            .filter(n -> n.state() == Notice.State.POSTED)
            .orElseThrow(() -> new RuleViolation(null, "本案没有正在进行的公示，不能登记异议。"));
    LocalDate day = objecting.receivedOn() == null ? LocalDate.now(clock) : objecting.receivedOn();
    if (!day.isBefore(notice.endsOn()))
      throw new RuleViolation("receivedOn", "公示期到 " + notice.until() + " 为止，收到日期已超过公示期。");
    step(
        file,
        rule(file).object(),
        objecting.content().strip(),
        objecting.receivedOn(),
        objecting.reason(),
        null,
        user);
    store.state(notice.id(), Notice.State.OBJECTED, day, null, notice.endsOn());
    store.hide(notice.key());
    store.object(
        notice,
        new Notice.Objection(
            0,
            notice.id(),
            day,
            objecting.objector().strip(),
            Typed.textOrNull(objecting.contact()),
            objecting.content().strip(),
            clock.instant()),
        user.actor());
    return store.find(notice.id()).orElseThrow();
  }

  /** Keeps the proof that the notice hangs. */
  @Transactional
  public void proof(long noticeId, Long attachmentId, String note, CurrentUser user) {
    Notice notice = get(noticeId);
    store.proof(noticeId, attachmentId, note);
    audit.write("登记张贴证明", "公示", noticeId, notice.region(), note, null, Map.of());
  }

  @Transactional(readOnly = true)
  public Notice get(long id) {
    return store.find(id).orElseThrow(() -> new NotFound("公示"));
  }

  /** Newest first. */
  @Transactional(readOnly = true)
  public List<Notice> ofCase(long caseId) {
    return store.ofCase(caseId);
  }

  /** The objections to a case's notices, oldest first. */
  @Transactional(readOnly = true)
  public List<Notice.Objection> objections(long caseId) {
    return store.objections(caseId);
  }

  /** What anybody may read, while the notice hangs. */
  @Transactional(readOnly = true)
  public Optional<Notice.Shown> shown(String key) {
    return store.shown(key);
  }

  /**
   * Ends a notice whose days are over and moves its case on; does nothing otherwise, so that two
   * nodes may both try.
   */
  @Transactional
  public boolean endIfDue(long id) {
    CaseView file =
        files.lock(get(id).caseId()).orElseThrow(); // always first the case, then its notice
    var open = store.lockOpen(file.id()).filter(n -> n.id() == id);
    if (open.isEmpty()
        || open.get().state() != Notice.State.POSTED
        || open.get().endsOn().isAfter(LocalDate.now(clock))) return false;
    Notice notice = open.get();
    store.state(id, Notice.State.ENDED, null, notice.endsOn(), notice.endsOn());
    store.hide(notice.key());
    cases.move(
        file.id(),
        Move.of(rule(file).end(), "公示 %d 日期满，未收到异议。".formatted(notice.days()))
            .on(notice.endsOn(), null),
        Officer.SYSTEM,
        true);
    return true;
  }

  /**
   * A notice follows its case: it runs on when the objection is dealt with, and comes down when the
   * case leaves it by another road, such as a withdrawal.
   */
  @EventListener
  @Transactional
  public void on(CaseMoved moved) {
    Procedure procedure = types.get(moved.type()).procedure();
    NoticeRule rule = procedure.notice();
    if (rule == null || rule.reserves(moved.action())) return;
    var open = store.lockOpen(moved.caseId());
    if (open.isEmpty()) return;
    if (moved.action().equals(rule.resume())) resume(open.get(), moved.effectiveOn());
    else if (!hangs(procedure, moved.to())) {
      Notice n = open.get();
      store.state(n.id(), Notice.State.CANCELLED, null, moved.effectiveOn(), n.endsOn());
      store.hide(n.key());
    }
  }

  /** A stopped notice runs on for the days that were left of it. */
  private void resume(Notice notice, LocalDate day) {
    LocalDate ends = day.plusDays(ChronoUnit.DAYS.between(notice.stoppedOn(), notice.endsOn()));
    store.state(notice.id(), Notice.State.POSTED, null, null, ends);
    store.show(store.find(notice.id()).orElseThrow().extract());
    endIfDue(notice.id());
  }

  /** Whether a case in this state has its notice, hanging or stopped. */
  private static boolean hangs(Procedure procedure, String state) {
    NoticeRule rule = procedure.notice();
    return state.equals(rule.state())
        || procedure
            .find(rule.state(), rule.object())
            .filter(t -> t.to().equals(state))
            .isPresent();
  }

  private void step(
      CaseView file,
      String action,
      String opinion,
      LocalDate day,
      String reason,
      Integer version,
      CurrentUser user) {
    cases.move(file.id(), new Move(action, opinion, day, reason, version), Officer.of(user), true);
  }

  private NoticeRule rule(CaseView file) {
    NoticeRule rule = types.get(file.type()).procedure().notice();
    if (rule == null) throw new RuleViolation(null, "这种案件不公示。");
    return rule;
  }

  private String names(CaseView file, List<String> places, LocalDate day) {
    if (places == null || places.isEmpty()) throw new RuleViolation("places", "请选择至少一个公示地点（村、社区）。");
    String district = Desk.DISTRICT.office(file.region());
    return places.stream()
        .map(
            place -> {
              boolean inside =
                  place.startsWith(district)
                      && place.length() >= RegionCode.Level.STREET.digits()
                      && regions.exists(place);
              if (!inside) throw new RuleViolation("places", "公示地点须是本区内的街道、村或社区，请重新选择。");
              return regions.ancestry(place).stream()
                  .filter(r -> r.level().compareTo(RegionCode.Level.DISTRICT) > 0)
                  .map(Region::name)
                  .collect(Collectors.joining());
            })
        .collect(Collectors.joining("、"));
  }
}
