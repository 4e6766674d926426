package minzheng.payments;

import java.util.List;
import minzheng.web.Option;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The programmes' names. One that no desk names is called by its code. */
@Component
class ProgrammeNames {
  private final ObjectProvider<PaidProgrammes> desks;

  ProgrammeNames(ObjectProvider<PaidProgrammes> desks) {
    this.desks = desks;
  }

  List<PaidProgramme> all() {
    return desks.orderedStream().flatMap(desk -> desk.paidProgrammes().stream()).toList();
  }

  PaidProgramme of(String code) {
    return all().stream()
        .filter(p -> p.code().equals(code))
        .findFirst()
        .orElse(new PaidProgramme(code, code, code.replaceAll("[^A-Za-z0-9]", "")));
  }

  List<Option> options() {
    return all().stream().map(p -> new Option(p.code(), p.title())).toList();
  }

  public String title(String code) {
    return of(code).title();
  }
}
