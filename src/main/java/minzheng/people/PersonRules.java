package minzheng.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.IdNumber;
import minzheng.kernel.PersonName;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import minzheng.web.Typed;
import org.springframework.stereotype.Component;

/**
 * What must be right before a person is written down. Every problem is found, not only the first.
 */
@Component
class PersonRules {
  /** Longest human life recorded, with room: an earlier birth year is a typing mistake. */
  private static final int OLDEST = 130;

  /**
   * The provinces of GB/T 2260, and 99 for fictitious persons. Districts cannot be refused: the
   * codes of former districts stand in valid cards, and no complete list of them is published.
   */
  private static final Set<String> PROVINCES =
      Set.of(
          "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
          "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
          "65", "71", "81", "82", "83", "99");

  private final Regions regions;

  PersonRules(Regions regions) {
    this.regions = regions;
  }

  /** An entry that passed, or the problems that were found. */
  record Checked(PersonEntry entry, List<RuleViolation> problems) {
    PersonEntry orThrow() {
      if (!problems.isEmpty()) throw problems.getFirst();
      return entry;
    }
  }

  /** Checks the entry and completes sex and birth date from the number. */
  Checked check(PersonEntry e, LocalDate today) {
    var problems = new ArrayList<RuleViolation>();
    String number = attempt(problems, () -> e.docType().normalize(e.docNumber()));
    IdNumber id =
        number != null && number.matches("[0-9]{17}[0-9X]") && e.docType() != DocType.PERMANENT
            ? new IdNumber(number)
            : null;
    if (e.docType() == DocType.ID && id != null && !PROVINCES.contains(number.substring(0, 2))) {
      problems.add(wrong("docNumber", "身份证号码前 2 位 " + number.substring(0, 2) + " 不是省级区划代码，请核对。"));
    }
    boolean unread = e.docType() == DocType.ID && id == null; // the number would have said them
    var sex = e.sex() == null && id != null ? id.sex() : e.sex();
    var birth = e.birthDate() == null && id != null ? id.birthDate() : e.birthDate();
    if (sex == null && !unread) problems.add(wrong("sex", "请选择性别。"));
    if (birth == null) {
      if (!unread) problems.add(wrong("birthDate", "请填写出生日期。"));
    } else if (birth.isAfter(today))
      problems.add(wrong("birthDate", "出生日期 " + birth + " 晚于今天，请核对。"));
    else if (birth.isBefore(today.minusYears(OLDEST)))
      problems.add(wrong("birthDate", "出生日期 " + birth + " 距今超过 " + OLDEST + " 年，请核对。"));
    if (id != null && sex != null && sex != id.sex()) problems.add(wrong("sex", "性别与证件号码不一致，请核对。"));
    if (id != null && birth != null && !birth.equals(id.birthDate()))
      problems.add(wrong("birthDate", "出生日期与证件号码不一致，请核对。"));
    String name = text(PersonName.normalize(e.name()));
    if (name == null) problems.add(wrong("name", "请填写姓名。"));
    else if (!PersonName.isValid(name)) problems.add(wrong("name", "姓名只能包含文字和间隔号“·”，请对照证件填写。"));
    String phone = attempt(problems, () -> Typed.phoneOrNull(e.phone()));
    String address = text(e.address());
    if (address != null && address.length() > 200)
      problems.add(wrong("address", "详细住址请控制在 200 字以内。"));
    if (text(e.hukou()) != null && !regions.exists(e.hukou()) && !e.hukou().matches("[0-9]{6}"))
      problems.add(wrong("hukou", "户籍地应从列表中选择，或填写 6 位区划代码。"));
    checkRegion(e.region(), problems);
    var entry =
        new PersonEntry(
            e.docType(), number, name, sex, birth, text(e.hukou()), e.region(), phone, address);
    return new Checked(entry, List.copyOf(problems));
  }

  private void checkRegion(String region, List<RuleViolation> problems) {
    if (text(region) == null) problems.add(wrong("region", "请选择居住地。"));
    else if (!regions.exists(region) || region.length() < RegionCode.Level.DISTRICT.digits())
      problems.add(wrong("region", "请从列表中选择居住的街道或社区。"));
    else if (Scope.region() != null && !region.startsWith(Scope.region()))
      problems.add(wrong("region", "居住地 " + regions.path(region) + " 不在本单位管辖范围内，请由居住地登记，或调取已有档案。"));
  }

  private static <T> T attempt(List<RuleViolation> problems, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuleViolation e) {
      problems.add(e);
      return null;
    }
  }

  private static String text(String typed) {
    return typed == null || typed.isBlank() ? null : typed.strip();
  }

  private static RuleViolation wrong(String field, String message) {
    return new RuleViolation(field, message);
  }
}
