package minzheng.demo.population;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import minzheng.demo.population.Families.Family;
import minzheng.jurisdiction.Deadline;
import minzheng.kernel.CaseNumber;
import minzheng.kernel.Masking;
import minzheng.standards.StandardBook;
import minzheng.standards.StandardValue;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.desk.ProgrammeKind;

/** The cases of the population: their numbers, and the tables they are written to. */
final class Docket {
  private static final String KEY_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";

  final CopyRows.Table files;
  final CopyRows.Table steps;
  final CopyRows.Table persons;
  final CopyRows.Table pauses;
  final CopyRows.Table own;
  final CopyRows.Table checks;
  final CopyRows.Table visits;
  final CopyRows.Table notices;
  final CopyRows.Table objections;
  final CopyRows.Table shown;
  final CopyRows.Table determinations;
  final Bureau bureau;
  final Days days;
  final SplittableRandom lot;
  private final Sheets sheets;
  private final StandardBook standards;
  private final Map<String, Integer> counters = new TreeMap<>();
  private final Map<String, StandardValue> limits = new HashMap<>();
  private long next;
  private long nextNotice;

  Docket(
      CopyRows copy,
      Bureau bureau,
      Days days,
      SplittableRandom lot,
      Sheets sheets,
      StandardBook standards,
      Map<String, Integer> counters,
      long next,
      long nextNotice) {
    this.bureau = bureau;
    this.days = days;
    this.lot = lot;
    this.sheets = sheets;
    this.standards = standards;
    this.counters.putAll(counters);
    this.next = next;
    this.nextNotice = nextNotice;
    files =
        copy.into(
            "case_file",
            "id, region, number, type, title, person_id, household_id, members, amount, state,"
                + " law_day, opened_on, entered_on, last_effective, step_days, step_unit, step_due,"
                + " step_provisional, limit_class, total_from, total_days, total_unit, total_due,"
                + " total_provisional, total_to, paused, turn_role, turn_office, assignee_id,"
                + " assignee_name, outcome, decided_on, version, created_by, created_at");
    steps =
        copy.into(
            "case_step",
            "region, case_id, seq, action, label, from_state, to_state, actor_id, actor, role,"
                + " office, opinion, effective_on, due_on, recorded_at");
    persons = copy.into("case_person", "region, case_id, person_id");
    pauses = copy.into("case_pause", "region, case_id, cause, from_on");
    own =
        copy.into(
            "subsidy_case",
            "case_id, region, programme, household_id, person_id, channel, kinship, signed,"
                + " entitlement_id");
    checks =
        copy.into(
            "economic_check",
            "region, case_id, source, as_of, result, finding, purpose, recorded_by, recorded_at");
    visits =
        copy.into(
            "home_visit",
            "region, case_id, visited_on, visitor, companion, met, findings, signed, recorded_at");
    notices =
        copy.into(
            "notice",
            "id, region, case_id, key, programme, name, members, amount, places, place_names,"
                + " from_on, days, ends_on, state, stopped_on, closed_on, office, posted_by,"
                + " posted_at");
    objections =
        copy.into(
            "notice_objection",
            "region, notice_id, case_id, received_on, objector, content, recorded_by, recorded_at");
    shown =
        copy.into(
            "notice_public",
            "key, area, programme, name, members, amount, places, from_on, until_on, office");
    determinations =
        copy.into(
            "determination",
            "region, number, ordinal, programme, programme_version, law_day, subject, household_id,"
                + " person_id, case_id, outcome, amount, period, first_month, persons, frozen,"
                + " decided_by, decider, decided_at");
  }

  /** Opens the case of a family; {@link Walk} takes it on. */
  Walk open(Family family) {
    var kind = ProgrammeKind.valueOf(family.programme());
    return new Walk(this, next++, number(kind.prefix(), family, family.applied()), kind, family);
  }

  long notice() {
    return nextNotice++;
  }

  /** Freezes the determination of a case as it is handed in. */
  Sheets.Sheet determine(
      long caseId, Family family, LocalDate day, Bureau.Officer by, String[] number) {
    var sheet =
        sheets.freeze(
            family.facts(),
            family.applied(),
            family.programme(),
            family.subject(),
            java.util.List.of());
    var result = sheet.result();
    number[0] = number("CS", family, day);
    boolean single = family.programme().equals("DIBAO_SINGLE");
    determinations.row(
        family.place().code(),
        number[0],
        1,
        family.programme(),
        sheet.version().id(),
        family.applied(),
        family.subject(),
        family.id(),
        single ? family.head().id() : null,
        caseId,
        result.outcome().name(),
        result.amount() == null ? null : result.amount().amount(),
        result.period() == null ? null : result.period().name(),
        result.firstMonth() == null ? null : result.firstMonth().atDay(1),
        result.persons(),
        sheet.frozen(),
        by.id(),
        by.name(),
        day + " 11:00+08");
    return sheet;
  }

  private String number(String prefix, Family family, LocalDate day) {
    String area = family.place().code().substring(0, 6);
    int last = counters.merge(prefix + "/" + area + "/" + day.getYear(), 1, Integer::sum);
    return CaseNumber.of(prefix, area, day.getYear(), last).value();
  }

  /** The last number drawn by prefix/area/year. */
  Map<String, Integer> counters() {
    return counters;
  }

  /** A day count in force, a variant's own or its programme's, or null. */
  StandardValue count(String standard, String limitClass, String region, LocalDate day) {
    String key = standard + limitClass + region.substring(0, 6) + day;
    return limits.computeIfAbsent(
        key,
        k -> {
          int slash = limitClass.indexOf('/');
          return standards
              .find(standard, limitClass, region, day)
              .or(
                  () ->
                      slash < 0
                          ? java.util.Optional.empty()
                          : standards.find(standard, limitClass.substring(0, slash), region, day))
              .orElse(null);
        });
  }

  Deadline end(StandardValue count, LocalDate from) {
    return days.end(from, count.count(), count.unit().startsWith("working"));
  }

  /** An unguessable address in the product; here drawn, so that a seed makes the same city. */
  String key() {
    var key = new StringBuilder(12);
    for (int i = 0; i < 12; i++) key.append(KEY_SIGNS.charAt(lot.nextInt(KEY_SIGNS.length())));
    return key.toString();
  }

  static String masked(String name) {
    return Masking.name(name);
  }
}
