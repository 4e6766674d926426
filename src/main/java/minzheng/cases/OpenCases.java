package minzheng.cases;

import java.util.List;
import minzheng.people.KnownFacts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The cases under way of a person, told beside a typed ID number and when masked data is shown. */
@Component
@Order(20)
class OpenCases implements KnownFacts {
  private final Cases cases;
  private final CaseTypes types;

  OpenCases(Cases cases, CaseTypes types) {
    this.cases = cases;
    this.types = types;
  }

  @Override
  public List<Fact> about(long personId) {
    return cases.ofPerson(personId).stream()
        .filter(file -> !file.decided())
        .map(
            file ->
                new Fact(
                    types.get(file.type()).title()
                        + " "
                        + file.number()
                        + "（"
                        + types.state(file).label()
                        + "）",
                    types.get(file.type()).url(file.id())))
        .toList();
  }
}
