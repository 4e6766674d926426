package minzheng.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is said beside a typed document number. */
@Component
class KnownAnswer {
  private final Persons persons;
  private final Regions regions;
  private final ObjectProvider<KnownFacts> facts;
  private final Clock clock;

  KnownAnswer(Persons persons, Regions regions, ObjectProvider<KnownFacts> facts, Clock clock) {
    this.persons = persons;
    this.regions = regions;
    this.facts = facts;
    this.clock = clock;
  }

  /**
   * {@code known}: registered anywhere; {@code open}: the file is open to the own office; {@code
   * text}: a sentence; {@code name} and {@code url} only for an open file; {@code facts}: what
   * other modules add.
   */
  @Transactional
  Map<String, Object> about(DocType type, String typed, String reason) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("known", false);
    String number;
    try {
      number = type.normalize(typed);
    } catch (RuleViolation wrong) {
      answer.put("text", wrong.getMessage());
      return answer;
    }
    var open = persons.find(type, number);
    if (open.isPresent()) return open(open.get(), answer);
    var known = persons.lookUp(type, number, reason);
    answer.put("known", known.isPresent());
    answer.put("open", false);
    answer.put(
        "text",
        known
            .map(
                k ->
                    "已建档："
                        + k.maskedName()
                        + "，"
                        + k.sex().label()
                        + "，居住地"
                        + regions.name(k.district())
                        + (k.died() ? "，已登记死亡" : "")
                        + "。档案不在本单位，需先调取。")
            .orElse("尚未建档，将新建档案。"));
    return answer;
  }

  private Map<String, Object> open(Person person, Map<String, Object> answer) {
    var lines = facts.orderedStream().flatMap(f -> f.about(person.id()).stream()).toList();
    answer.put("known", true);
    answer.put("open", true);
    answer.put("id", person.id());
    answer.put("name", person.name());
    answer.put("url", "/people/" + person.id());
    String death = person.isAlive(LocalDate.now(clock)) ? "" : "，已登记死亡（" + person.deathDate() + "）";
    List<String> texts = lines.stream().map(KnownFacts.Fact::text).toList();
    answer.put(
        "text",
        "已建档："
            + person.name()
            + death
            + (texts.isEmpty() ? "，没有在办案件。" : "，在办：" + String.join("、", texts) + "。"));
    answer.put("facts", lines);
    return answer;
  }
}
