package minzheng.subsidy.trial;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Map;
import minzheng.kernel.Sex;
import minzheng.subsidy.rules.Facts.Away;
import minzheng.subsidy.rules.Facts.ChildStatus;
import minzheng.subsidy.rules.Facts.Disability;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Placement;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Facts.SpendingKind;
import minzheng.subsidy.rules.Facts.Study;
import minzheng.subsidy.rules.ProgrammeCode;

/**
 * The request as the OpenAPI description shows it. It is read by {@link TrialReader}, field by
 * field; a test holds the two together.
 */
@Schema(name = "TrialRequest", additionalProperties = AdditionalPropertiesValue.FALSE)
record TrialRequest(
    @Schema(description = "试算日期", example = "2018-06-15", requiredMode = RequiredMode.REQUIRED)
        String on,
    @Schema(description = "要试算的项目，不重复；不写为全部已开通的项目") List<ProgrammeCode> programmes,
    @Schema(description = "一户家庭", requiredMode = RequiredMode.REQUIRED) Household household) {

  private static final String MOST = "" + TrialReader.MOST_WHOLE;

  static final String EXAMPLE =
      """
      {
        "on": "2018-06-15",
        "programmes": ["DIBAO", "DIBAO_EDGE"],
        "household": {
          "region": "510104", "savings": "0.00", "vehicles": 0,
          "members": [
            { "ref": "m1", "relation": "HEAD", "sex": "F", "birthDate": "1970-01-01", "monthlyIncome": { "WAGE": "1500.00" } },
            { "ref": "m2", "relation": "SPOUSE", "sex": "M", "birthDate": "1969-05-05", "monthlyIncome": {} },
            { "ref": "m3", "relation": "CHILD", "sex": "F", "birthDate": "2006-03-01", "monthlyIncome": {} }
          ]
        }
      }
      """;

  /** A batch. */
  @Schema(name = "BatchRequest", additionalProperties = AdditionalPropertiesValue.FALSE)
  record Batch(
      @Schema(description = "最多 1000 户", requiredMode = RequiredMode.REQUIRED)
          List<TrialRequest> trials) {}

  /** The household. */
  @Schema(name = "Household", additionalProperties = AdditionalPropertiesValue.FALSE)
  record Household(
      @Schema(
              description = "居住地，2、4、6、9 或 12 位区划代码；标准按它查找",
              example = "510104",
              requiredMode = RequiredMode.REQUIRED)
          String region,
      @Schema(description = "金融资产，十进制文本；不写为未知", example = "0.00") String savings,
      @Schema(description = "机动车辆数；不写为未知", example = "0", minimum = "0", maximum = MOST)
          Integer vehicles,
      @Schema(description = "此前 12 个月的刚性支出，按种类；不写为未知", propertyNames = SpendingKind.class)
          Map<SpendingKind, String> rigidSpending12Months,
      @Schema(description = "1 到 100 人，恰有一名户主", requiredMode = RequiredMode.REQUIRED)
          List<Person> members) {}

  /** A member. */
  @Schema(name = "Member", additionalProperties = AdditionalPropertiesValue.FALSE)
  record Person(
      @Schema(description = "本户内不重复", example = "m1", requiredMode = RequiredMode.REQUIRED)
          String ref,
      @Schema(description = "与户主的关系", requiredMode = RequiredMode.REQUIRED) Relation relation,
      @Schema(description = "性别", requiredMode = RequiredMode.REQUIRED) Sex sex,
      @Schema(description = "出生日期", example = "1970-01-01", requiredMode = RequiredMode.REQUIRED)
          String birthDate,
      @Schema(description = "户籍地区划代码；不写同居住地", example = "510104") String hukou,
      @Schema(description = "每月收入，按种类，十进制文本；{} 为没有收入，不写为未知", propertyNames = IncomeKind.class)
          Map<IncomeKind, String> monthlyIncome,
      @Schema(description = "残疾人证；不写或 null 为无") Card disability,
      @Schema(description = "GB/T 42195 能力等级 0 完好到 4 完全失能；不写为未知", minimum = "0", maximum = "4")
          Integer abilityLevel,
      @Schema(description = "特困自理能力评估未通过的项数 0–6；不写为未知", minimum = "0", maximum = "6")
          Integer selfCareFailed,
      @Schema(description = "经认定的重病", defaultValue = "false") Boolean seriousIllness,
      @Schema(description = "在读阶段", defaultValue = "NONE") Study study,
      @Schema(description = "不在家庭中生活的原因", defaultValue = "NONE") Away away,
      @Schema(description = "儿童身份", defaultValue = "NONE") ChildStatus childStatus,
      @Schema(description = "安置方式", defaultValue = "FAMILY") Placement placement,
      @Schema(description = "父母均不能履行抚养义务", defaultValue = "false") Boolean bothParentsUnable,
      @Schema(description = "有劳动能力；不写为未知") Boolean workAble,
      @Schema(description = "有具备履行能力的法定义务人；不写为未知") Boolean hasAbleSupporter,
      @Schema(description = "入住养老机构", defaultValue = "false") Boolean livesInInstitution,
      @Schema(description = "连续无正当理由拒绝就业的次数", defaultValue = "0", minimum = "0", maximum = MOST)
          Integer jobRefusals,
      @Schema(description = "本人正在享受的项目") List<ProgrammeCode> receives,
      @Schema(description = "领取工伤生活护理费", defaultValue = "false") Boolean workInjuryNursingFee,
      @Schema(description = "养老护理补贴", defaultValue = "0.00") String elderNursingAmount,
      @Schema(description = "本月居家或机构养老账单", defaultValue = "0.00") String elderCareBill) {}

  /** A disability card. */
  @Schema(name = "Disability", additionalProperties = AdditionalPropertiesValue.FALSE)
  record Card(
      @Schema(description = "类别", requiredMode = RequiredMode.REQUIRED)
          Disability.Category category,
      @Schema(
              description = "等级，1 最重，4 最轻",
              minimum = "1",
              maximum = "4",
              requiredMode = RequiredMode.REQUIRED)
          Integer grade) {}
}
