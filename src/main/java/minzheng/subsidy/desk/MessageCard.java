package minzheng.subsidy.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import minzheng.cases.CaseView;
import minzheng.messages.Messages;
import minzheng.security.CurrentUser;
import minzheng.web.Display;
import minzheng.web.Fact;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the case page: what the applicant was told, and what not. */
@Component
@Order(90)
class MessageCard implements CaseExtra {
  private static final int SHOWN = 3;

  private final Messages messages;
  private final Display display;

  MessageCard(Messages messages, Display display) {
    this.messages = messages;
    this.display = display;
  }

  @Override
  public Optional<Extra> of(CaseView file, SubsidyCase own, CurrentUser user) {
    if (!user.worksOnCases()) return Optional.empty();
    var told = messages.about(SubsidyCaseType.OWNER, file.id());
    boolean refused = file.personId() != null && messages.refused("person:" + file.personId());
    if (told.isEmpty() && !refused) return Optional.empty();
    var facts = new ArrayList<Fact>();
    if (refused) facts.add(new Fact("意愿", "本人不接收短信，请当面或用书面告知"));
    for (var m : told.subList(0, Math.min(SHOWN, told.size())))
      facts.add(
          new Fact(
              m.title(),
              display.recent(m.queuedAt())
                  + (m.to() == null ? "" : " " + m.to())
                  + " "
                  + m.state().label()
                  + (m.reason() == null ? "" : "（" + m.reason() + "）")));
    return Optional.of(
        new Extra(
            "短信告知",
            facts,
            List.of(
                new Link(
                    "全部 " + told.size() + " 条", "/subsidy/cases/" + file.id() + "/messages"))));
  }
}
