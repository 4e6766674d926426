package minzheng.subsidy.desk;

import java.util.Set;

/**
 * What a subsidy adds to a case.
 *
 * @param householdId the family
 * @param personId the member a personal programme is for; null for a family's
 * @param kinship the applicant is related to an officer or village cadre: filed apart, and the
 *     county must visit (民发〔2021〕57号 第十一条、第二十条)
 * @param signed persons who signed the authorisation for the economic check
 * @param entitlementId what is paid since the approval, or null
 */
public record SubsidyCase(
    long caseId,
    String region,
    ProgrammeKind programme,
    long householdId,
    Long personId,
    String channel,
    boolean kinship,
    Set<Long> signed,
    Long entitlementId) {
  public String channelLabel() {
    return switch (channel) {
      case "PROXY" -> "代办";
      case "ONLINE" -> "网上申请";
      case "DISCOVERED" -> "主动发现";
      default -> "本人到窗口";
    };
  }
}
