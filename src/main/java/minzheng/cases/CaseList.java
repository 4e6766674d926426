package minzheng.cases;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import minzheng.jurisdiction.Regions;
import minzheng.jurisdiction.WorkingDays;
import minzheng.kernel.Masking;
import minzheng.kernel.PersonName;
import minzheng.security.CurrentUser;
import minzheng.security.Planning;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.RecentNumbers;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The list of cases, its export and its bulk choice: one set of conditions for all three. */
@Service
class CaseList {
  /** The most that are taken or handed over on one page. */
  static final int BULK = 500;

  private final JdbcClient jdbc;
  private final CaseTypes types;
  private final Regions regions;
  private final WorkingDays days;
  private final StepTimes times;
  private final Planning planning;
  private final RecentNumbers numbers;
  private final Clock clock;

  CaseList(
      JdbcClient jdbc,
      CaseTypes types,
      Regions regions,
      WorkingDays days,
      StepTimes times,
      Planning planning,
      RecentNumbers numbers,
      Clock clock) {
    this.jdbc = jdbc;
    this.types = types;
    this.regions = regions;
    this.days = days;
    this.times = times;
    this.planning = planning;
    this.numbers = numbers;
    this.clock = clock;
  }

  /**
   * A line of the list.
   *
   * @param name the applicant, in full only for those who handle cases
   */
  public record Row(
      CaseView file,
      String name,
      String url,
      String typeTitle,
      State state,
      String street,
      Integer left) {}

  /** What the number under the list is counted by. */
  private record Matching(String region, long account, CaseFilter filter) {}

  @Transactional(readOnly = true)
  Slice<Row> page(CaseFilter filter, Paging paging, CurrentUser user) {
    var params = new HashMap<String, Object>();
    String sql = "SELECT f.* FROM case_file f WHERE " + conditions(filter, user, params);
    var found =
        Keyset.of(jdbc, sql)
            .params(params)
            .order("due", Column.day("due_key"), Column.number("id"))
            .order("opened", Column.day("opened_on"), Column.number("id"))
            .order("number", Column.text("number"), Column.number("id"));
    if (Scope.district() != null) planning.inOrder();
    return found
        .fetch(paging, CaseStore::view)
        .withTotal(numbers.of(new Matching(Scope.region(), user.accountId(), filter), found::count))
        .map(file -> row(file, user));
  }

  /** Every case that matches, by due day. */
  @Transactional(readOnly = true)
  void export(CaseFilter filter, CurrentUser user, Consumer<Row> sheet) {
    var params = new HashMap<String, Object>();
    String sql = "SELECT f.* FROM case_file f WHERE " + conditions(filter, user, params);
    try (var rows =
        jdbc
            .sql(sql + " ORDER BY f.due_key, f.id")
            .params(params)
            .query(CaseStore::view)
            .stream()) {
      rows.map(file -> row(file, user)).forEach(sheet);
    }
  }

  /** The ids that match, at most so many. */
  @Transactional(readOnly = true)
  List<Long> ids(CaseFilter filter, int most, CurrentUser user) {
    var params = new HashMap<String, Object>();
    String sql = "SELECT f.id FROM case_file f WHERE " + conditions(filter, user, params);
    return jdbc.sql(sql + " ORDER BY f.due_key, f.id LIMIT " + most)
        .params(params)
        .query(Long.class)
        .list();
  }

  Row row(CaseView file, CurrentUser user) {
    CaseType type = types.get(file.type());
    Integer left = file.dueOn() == null ? null : days.between(LocalDate.now(clock), file.dueOn());
    return new Row(
        file,
        handles(user) ? file.title() : Masking.name(file.title()),
        type.url(file.id()),
        type.title(),
        types.state(file),
        regions.name(Desk.STREET.office(file.region())),
        left);
  }

  /** Whoever only looks at figures and deadlines reads lists with masked names. */
  private static boolean handles(CurrentUser user) {
    return user.has(Role.CASEWORKER) || user.has(Role.REVIEWER) || user.has(Role.APPROVER);
  }

  List<Option> typeOptions() {
    return types.all().stream().map(t -> new Option(t.code(), t.title())).toList();
  }

  /** The states of the chosen type, or of all; steps of several types may share a name. */
  List<Option> stateOptions(String type) {
    Map<String, String> states = new LinkedHashMap<>();
    for (CaseType t : types.all())
      if (type.isEmpty() || type.equals(t.code()))
        t.procedure().states().forEach(s -> states.putIfAbsent(s.code(), s.label()));
    var options = new ArrayList<>(CaseFilter.GROUPS);
    states.forEach((code, label) -> options.add(new Option(code, label)));
    return options;
  }

  /** Each name once, as a reader chooses among them. */
  static List<Option> eachOnce(List<Option> states) {
    var names = new HashSet<String>();
    return states.stream().filter(state -> names.add(state.label())).toList();
  }

  /** The codes of all states that are called as the one asked for. */
  private List<String> sameName(CaseFilter f) {
    var states = stateOptions(f.type());
    String name = CaseFilter.label(states, f.state());
    return Stream.concat(
            Stream.of(f.state()),
            states.stream().filter(state -> state.label().equals(name)).map(Option::value))
        .distinct()
        .toList();
  }

  private String conditions(CaseFilter f, CurrentUser user, Map<String, Object> params) {
    var all = new ArrayList<String>();
    if (Scope.district() == null) all.add("true");
    else all.add(with(params, "f.district = :district", "district", Scope.district()));
    if (!f.type().isEmpty()) all.add(with(params, "f.type = :type", "type", f.type()));
    switch (f.state()) {
      case "" -> {}
      case "open" -> all.add("f.outcome IS NULL");
      case "closed" -> all.add("f.outcome IS NOT NULL");
      default -> all.add(with(params, "f.state IN (:states)", "states", sameName(f)));
    }
    if (!f.area().isEmpty())
      all.add(with(params, "f.region >= :area AND f.region < :area || '~'", "area", f.area()));
    due(f, all, params);
    who(f, user, all, params);
    if (f.office().equals("any")) all.add("f.turn_role IS NOT NULL");
    else if (!f.office().isEmpty())
      all.add(
          with(
              params, "f.turn_role IS NOT NULL AND f.turn_office = :office", "office", f.office()));
    if (f.open().equals("yes")) all.add("f.outcome IS NULL");
    if (f.open().equals("no")) all.add("f.outcome IS NOT NULL");
    for (Outcome outcome : Outcome.values())
      if (f.open().equals(outcome.name()))
        all.add(with(params, "f.outcome = :outcome", "outcome", outcome.name()));
    day(f.from(), "f.opened_on >= :from", "from", all, params);
    day(f.to(), "f.opened_on <= :to", "to", all, params);
    decided(f, all, params);
    left(f, all, params);
    if (!f.q().isEmpty())
      all.add(
          with(
              params,
              "(f.title ^@ :q OR f.number ^@ upper(:q))",
              "q",
              PersonName.normalize(f.q())));
    return String.join(" AND ", all);
  }

  private void due(CaseFilter f, List<String> all, Map<String, Object> params) {
    LocalDate today = LocalDate.now(clock);
    switch (f.due()) {
      case "" -> {}
      case "over" -> all.add(with(params, "f.due_key < :due", "due", today));
      case "today" -> all.add(with(params, "f.due_key = :due", "due", today));
      default -> {
        if (f.due().matches("[0-9]{1,2}"))
          all.add(
              with(
                  params,
                  "f.due_key <= :due",
                  "due",
                  days.addWorkingDays(today, Integer.parseInt(f.due())).date()));
      }
    }
  }

  private static void who(
      CaseFilter f, CurrentUser user, List<String> all, Map<String, Object> params) {
    if (f.who().equals("none")) all.add("f.assignee_id IS NULL AND f.turn_role IS NOT NULL");
    else if (f.who().equals("me"))
      all.add(with(params, "f.assignee_id = :who", "who", user.accountId()));
    else if (f.who().matches("[0-9]{1,18}"))
      all.add(with(params, "f.assignee_id = :who", "who", Long.valueOf(f.who())));
  }

  /** The same conditions as {@link CaseMonths#decided}. */
  private static void decided(CaseFilter f, List<String> all, Map<String, Object> params) {
    if (f.decided().isEmpty()) return;
    var month = month(f.decided());
    if (month.isEmpty()) {
      all.add("false");
      return;
    }
    params.put("decidedFirst", month.get().atDay(1));
    params.put("decidedLast", month.get().atEndOfMonth());
    all.add(
        "f.total_to BETWEEN :decidedFirst AND :decidedLast AND f.outcome IN ('APPROVED',"
            + " 'REFUSED') AND f.total_due IS NOT NULL");
    if (f.late().equals("yes")) all.add("f.total_to > f.total_due");
    if (f.late().equals("no")) all.add("f.total_to <= f.total_due");
  }

  /** The same stays as {@link StepTimes#of}. */
  private void left(CaseFilter f, List<String> all, Map<String, Object> params) {
    if (f.left().isEmpty()) return;
    var month = month(f.leftIn());
    if (month.isEmpty()) {
      all.add("false");
      return;
    }
    params.putAll(times.params(month.get()));
    params.put("left", f.left());
    String stays = "SELECT t.case_id FROM (" + StepTimes.STAYS + ") t WHERE t.from_state = :left";
    if (f.took().matches("[0-9]{1,4}"))
      stays += with(params, " AND t.days >= :took", "took", Integer.valueOf(f.took()));
    all.add("f.id IN (" + stays + ")");
  }

  private static Optional<YearMonth> month(String text) {
    try {
      return Optional.of(YearMonth.parse(text));
    } catch (DateTimeException notAMonth) {
      return Optional.empty(); // the chip shows what was typed; nothing can match it
    }
  }

  private static void day(
      String text, String condition, String name, List<String> all, Map<String, Object> params) {
    if (text.isEmpty()) return;
    try {
      all.add(with(params, condition, name, LocalDate.parse(text)));
    } catch (DateTimeException notADay) {
      all.add("false"); // the chip shows what was typed; nothing can match it
    }
  }

  private static String with(
      Map<String, Object> params, String condition, String name, Object value) {
    params.put(name, value);
    return condition;
  }
}
