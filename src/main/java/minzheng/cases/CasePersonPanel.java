package minzheng.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minzheng.people.Person;
import minzheng.people.PersonPanel;
import minzheng.security.CurrentUser;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A person's cases on 一人一档, as applicant or as member of the household. */
@Component
@Order(20)
class CasePersonPanel implements PersonPanel {
  private final Cases cases;
  private final CaseTypes types;
  private final CaseHistory history;

  CasePersonPanel(Cases cases, CaseTypes types, CaseHistory history) {
    this.cases = cases;
    this.types = types;
    this.history = history;
  }

  @Override
  public Place place() {
    return Place.WIDE;
  }

  @Override
  public Panel panel(Person person, LocalDate today, CurrentUser user) {
    var rows = new ArrayList<List<Cell>>();
    for (CaseView file : cases.ofPerson(person.id())) {
      State state = types.state(file);
      CaseType type = types.get(file.type());
      boolean own = file.personId() != null && file.personId() == person.id();
      rows.add(
          List.of(
              Cell.link(file.number(), type.url(file.id())),
              Cell.of(type.title()),
              Cell.of(own ? "申请人" : "家庭成员（申请人 %s）".formatted(file.title())),
              Cell.of(file.openedOn().toString()),
              Cell.state(state.label(), state.tone()),
              Cell.of(file.amount() == null ? "" : file.amount().format())));
    }
    return new Panel(
        "案件",
        List.of(
            Column.text("编号"),
            Column.text("项目"),
            Column.text("身份"),
            Column.text("登记日期"),
            Column.text("环节"),
            Column.number("金额（元）")),
        rows,
        "没有案件。");
  }

  @Override
  public List<Happening> timeline(Person person) {
    var happened = new ArrayList<Happening>();
    for (CaseView file : cases.ofPerson(person.id()))
      for (CaseStep step : history.steps(file.id()).reversed())
        if (step.legal())
          happened.add(
              new Happening(
                  step.effectiveOn(),
                  "%s：%s（%s）"
                      .formatted(types.get(file.type()).title(), step.label(), file.number()),
                  "案件"));
    return happened;
  }
}
