package minzheng.subsidy.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Outcome;
import minzheng.payments.Entitlement;
import minzheng.payments.Entitlements;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.subsidy.change.Change.Proposal;
import minzheng.subsidy.desk.CaseExtra;
import minzheng.subsidy.desk.SubsidyCase;
import minzheng.web.Display;
import minzheng.web.Fact;
import org.springframework.stereotype.Component;

/** On a paid case: what is paid and its changes; on a change: what it is about and its hearings. */
@Component
class ChangeCard implements CaseExtra {
  private final ChangeStore changes;
  private final Proposals proposals;
  private final Entitlements entitlements;
  private final Cases cases;
  private final Display display;

  ChangeCard(
      ChangeStore changes,
      Proposals proposals,
      Entitlements entitlements,
      Cases cases,
      Display display) {
    this.changes = changes;
    this.proposals = proposals;
    this.entitlements = entitlements;
    this.cases = cases;
    this.display = display;
  }

  @Override
  public Optional<Extra> of(CaseView file, SubsidyCase own, CurrentUser user) {
    if (own.entitlementId() == null) return Optional.empty();
    var change = changes.find(file.id());
    return Optional.of(
        change.isPresent() ? about(file, change.get(), user) : paid(own, user, file));
  }

  private Extra paid(SubsidyCase own, CurrentUser user, CaseView file) {
    Entitlement e = entitlements.get(own.entitlementId());
    var facts = new ArrayList<>(List.of(money(e), new Fact("状态", e.state().label())));
    facts.add(new Fact("发放月份", e.first() + " 起" + (e.last() == null ? "" : "，至 " + e.last())));
    var ids = changes.of(e.id()).stream().map(Change::caseId).toList();
    for (CaseView c : cases.byIds(ids))
      facts.add(new Fact("变更", c.number(), true, "/subsidy/cases/" + c.id()));
    boolean may = user.has(Role.CASEWORKER) && e.state() != Entitlement.State.STOPPED;
    var links = new ArrayList<Link>();
    if (may) links.add(new Link("变更或停发", "/subsidy/changes/new?case=" + file.id()));
    if (may && own.programme().meansTested())
      links.add(new Link("定期核查", "/subsidy/reviews/" + e.id()));
    return new Extra("发放", facts, links);
  }

  private Extra about(CaseView file, Change c, CurrentUser user) {
    var facts = new ArrayList<Fact>();
    CaseView source = cases.get(c.sourceCase());
    facts.add(new Fact("原案件", source.number(), true, "/subsidy/cases/" + source.id()));
    facts.add(new Fact("原因", c.reason().label() + (c.note().isEmpty() ? "" : "：" + c.note())));
    facts.add(new Fact("发生日期", c.eventOn().toString()));
    if (c.proposal() == null) facts.add(money(entitlements.get(c.entitlementId())));
    else facts.add(new Fact("拟" + c.proposal().kind().label(), amounts(c.proposal())));
    if (file.state().equals("CHECKING") && !c.ends())
      proposals.expected(file, c).ifPresent(p -> facts.add(new Fact("按现有证据测算", words(p))));
    for (Hearing h : changes.hearings(c.caseId()))
      facts.add(new Fact("听取意见", h.words() + "（记录：" + h.recordedBy() + "）"));
    boolean hear = file.state().equals("REDUCTION_PROPOSED") && user.has(Role.CASEWORKER);
    return new Extra(
        "变更事项",
        facts,
        hear
            ? List.of(new Link("登记听取意见", "/subsidy/changes/" + file.id() + "/hearing"))
            : List.of(),
        c.ends() && (!file.decided() || file.outcome() == Outcome.APPROVED)
            ? c.reason().label() + "（" + c.eventOn() + "）使待遇终止，发生的当月照发，次月起停发；不以测算结果为准。"
            : null);
  }

  /** What it comes to, and which way it goes on. */
  private String words(Proposal p) {
    return "%s：%s，%s"
        .formatted(
            p.kind().label(),
            amounts(p),
            p.kind().reduces() ? "提交前须先听取当事人意见（社会救助法 第四十八条）" : "不用听取意见，可以提交初审");
  }

  private String amounts(Proposal p) {
    return display.money(p.before()) + " → " + display.money(p.after()) + " 元/月";
  }

  private Fact money(Entitlement e) {
    return new Fact("现发金额", display.money(e.monthly()) + " 元/月（" + e.persons() + " 人）");
  }
}
