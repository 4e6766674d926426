package minzheng.subsidy.desk;

import minzheng.cases.CaseType;
import minzheng.documents.Papers;
import minzheng.payments.PaidProgramme;
import minzheng.payments.PaidProgrammes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The desk's case types, in the order of its lists. */
@Configuration(proxyBeanMethods = false)
class SubsidyCaseTypes {
  private final Papers papers;
  private final CheckRecords checks;
  private final Assessments assessments;

  SubsidyCaseTypes(Papers papers, CheckRecords checks, Assessments assessments) {
    this.papers = papers;
    this.checks = checks;
    this.assessments = assessments;
  }

  @Bean
  @Order(10)
  CaseType dibao() {
    return type(ProgrammeKind.DIBAO);
  }

  @Bean
  @Order(11)
  CaseType dibaoEdge() {
    return type(ProgrammeKind.DIBAO_EDGE);
  }

  @Bean
  @Order(12)
  CaseType lowIncome() {
    return type(ProgrammeKind.LOW_INCOME);
  }

  @Bean
  @Order(13)
  CaseType dibaoSingle() {
    return type(ProgrammeKind.DIBAO_SINGLE);
  }

  @Bean
  @Order(14)
  CaseType oldAge() {
    return type(ProgrammeKind.OLD_AGE);
  }

  /** What payments call the programmes that pay. */
  @Bean
  PaidProgrammes paidSubsidies() {
    return () ->
        ProgrammeKind.all().stream()
            .filter(ProgrammeKind::pays)
            .map(k -> new PaidProgramme(k.name(), k.label(), k.prefix()))
            .toList();
  }

  private CaseType type(ProgrammeKind kind) {
    return new SubsidyCaseType(kind, papers, checks, assessments);
  }
}
