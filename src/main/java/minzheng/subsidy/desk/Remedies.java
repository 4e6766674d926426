package minzheng.subsidy.desk;

import java.time.LocalDate;
import minzheng.kernel.RuleViolation;
import minzheng.standards.StandardValue;
import minzheng.standards.Standards;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 救济途径: how a decision can be fought, as every decision must tell; the periods are standards. */
@Component
public class Remedies {
  private final Standards standards;

  Remedies(Standards standards) {
    this.standards = standards;
  }

  /**
   * The sentence for a decision of a day.
   *
   * @throws RuleViolation when a period is not in the register: a decision without it misleads
   */
  @Transactional(readOnly = true)
  public String text(String region, LocalDate day) {
    var review = period("APPEAL_REVIEW", "行政复议申请期限", region, day);
    var suit = period("APPEAL_SUIT", "行政诉讼起诉期限", region, day);
    return ("如不服本决定，可以自收到本通知书之日起%d日内依法申请行政复议（%s），" + "也可以自收到本通知书之日起%d个月内依法向人民法院提起行政诉讼（%s）。")
        .formatted(review.count(), review.source(), suit.count(), suit.source());
  }

  private StandardValue period(String code, String name, String region, LocalDate day) {
    return standards
        .on(code, region, day)
        .orElseThrow(
            () -> new RuleViolation(null, "标准库没有 " + day + " 的“" + name + "”，请标准管理员登记发布后再出具。"));
  }
}
