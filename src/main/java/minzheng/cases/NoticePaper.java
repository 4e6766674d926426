package minzheng.cases;

import java.util.LinkedHashMap;
import java.util.List;
import minzheng.documents.Paper;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.web.Display;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * 公示 for the notice board: the public extract of the newest notice of a case and nothing else
 * (民发〔2021〕57号 第二十四条).
 */
@Component
@Order(25)
class NoticePaper implements Paper {
  static final String KIND = "CASE_NOTICE";
  static final String OWNER = "CASE";

  /** It hangs on a board; how it hung is kept with the notice. */
  private static final About ABOUT =
      new About(KIND, "公示", OWNER, "cases/notice-paper :: text").kept();

  private final Notices notices;
  private final Cases cases;
  private final CaseTypes types;
  private final Regions regions;
  private final Display display;

  NoticePaper(Notices notices, Cases cases, CaseTypes types, Regions regions, Display display) {
    this.notices = notices;
    this.cases = cases;
    this.types = types;
    this.regions = regions;
    this.display = display;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Origin origin(long caseId) {
    return new Origin("案件公示", types.get(cases.get(caseId).type()).noticeUrl(caseId));
  }

  @Override
  public Facts facts(long caseId) {
    var type = types.get(cases.get(caseId).type());
    Notice notice =
        notices.ofCase(caseId).stream()
            .findFirst()
            .orElseThrow(() -> new RuleViolation(null, "案件还没有张贴公示，不能出具公示文书。"));
    if (notice.state() == Notice.State.CANCELLED)
      throw new RuleViolation(null, "公示已经撤下，不能再出具公示文书。");
    Notice.Shown shown = notice.extract();
    String from = display.paperDate(shown.from());
    String until = display.paperDate(shown.until());
    var body = new LinkedHashMap<String, String>();
    body.put("article", type.procedure().notice().limit().article());
    body.put("programme", shown.programme());
    body.put("name", shown.name());
    body.put("members", shown.members() + " 人");
    body.put("amount", shown.amount() == null ? "—" : shown.amount().format() + " 元/月");
    body.put("places", shown.places());
    body.put("from", from);
    body.put("until", until);
    body.put("days", String.valueOf(notice.days()));
    body.put("office", shown.office());
    String district = regions.name(Desk.DISTRICT.office(notice.region()));
    return new Facts(
        notice.region(),
        shown.office(),
        shown.from(),
        district.replaceAll("[区县市]$", "") + "民示",
        null,
        body,
        List.of(
            new Line("公示事项", shown.programme()),
            new Line("申请人", shown.name()),
            new Line("家庭人数", shown.members() + " 人"),
            new Line("公示时间", from + "至" + until)));
  }
}
