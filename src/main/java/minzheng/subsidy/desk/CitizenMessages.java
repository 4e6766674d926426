package minzheng.subsidy.desk;

import java.util.Map;
import java.util.Set;
import minzheng.cases.CaseMoved;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Outcome;
import minzheng.jurisdiction.Regions;
import minzheng.messages.Message;
import minzheng.messages.Messages;
import minzheng.people.Persons;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the applicant where the case stands: accepted, papers missing, notice posted, decided. Only
 * programmes named here are told of, since a telephone may be shared; one for children must not be
 * added.
 */
@Component
class CitizenMessages {
  private static final String CHANGE = "DIBAO_CHANGE";
  private static final Set<String> TOLD =
      Set.of(
          ProgrammeKind.DIBAO.name(),
          ProgrammeKind.DIBAO_EDGE.name(),
          ProgrammeKind.LOW_INCOME.name(),
          ProgrammeKind.DIBAO_SINGLE.name(),
          ProgrammeKind.OLD_AGE.name(),
          CHANGE);

  private final Cases cases;
  private final Persons persons;
  private final Regions regions;
  private final Messages messages;

  CitizenMessages(Cases cases, Persons persons, Regions regions, Messages messages) {
    this.cases = cases;
    this.persons = persons;
    this.regions = regions;
    this.messages = messages;
  }

  /** In the transaction of the step: both hold, or neither. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(CaseMoved moved) {
    String template = template(moved);
    if (template == null || !TOLD.contains(moved.type())) return;
    CaseView file = cases.get(moved.caseId());
    if (file.personId() == null) return;
    var applicant = persons.get(file.personId());
    if (applicant.deathDate() != null) return;
    // the version counts the steps, so that a second notice after an objection is told as well
    String cause = "case:%d:%s:%d".formatted(file.id(), moved.action(), file.version());
    messages.queue(
        Message.sms(
                file.region(),
                cause,
                applicant.id(),
                applicant.name(),
                applicant.phone(),
                template,
                values(file, moved))
            .about(SubsidyCaseType.OWNER, file.id()));
  }

  private static String template(CaseMoved moved) {
    boolean application = !moved.type().equals(CHANGE);
    if (moved.outcome() == Outcome.APPROVED)
      return application ? "case.approved" : "change.decided";
    if (moved.outcome() == Outcome.REFUSED) return "case.refused";
    return switch (moved.action()) {
      case Procedures.ACCEPT -> "case.accepted";
      case "SUPPLEMENT", "ASK_PAPERS" -> "case.papers";
      case Procedures.POST -> "case.notice";
      default -> null;
    };
  }

  private Map<String, String> values(CaseView file, CaseMoved moved) {
    return Map.of(
        "number", file.number(),
        "day", moved.effectiveOn().toString(),
        "office", street(file.region()));
  }

  /** Where an applicant goes: the street of the residence. */
  private String street(String region) {
    String street = region.substring(0, Math.min(9, region.length()));
    return regions.name(street) + (street.length() == 9 ? "办事处" : "民政局");
  }
}
