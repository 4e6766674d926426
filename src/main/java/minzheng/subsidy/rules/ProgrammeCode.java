package minzheng.subsidy.rules;

/** The programmes known by name, whether built or not; how they decide stands in their versions. */
public enum ProgrammeCode {
  DIBAO("最低生活保障", Subject.HOUSEHOLD),
  DIBAO_EDGE("低保边缘家庭", Subject.HOUSEHOLD),
  LOW_INCOME("低收入家庭", Subject.HOUSEHOLD),
  DIBAO_SINGLE("最低生活保障单人户", Subject.PERSON),
  EXPENDITURE_POOR("刚性支出困难家庭", Subject.HOUSEHOLD),
  DESTITUTE("特困人员供养", Subject.PERSON),
  DISABLED_LIVING("困难残疾人生活补贴", Subject.PERSON),
  DISABLED_NURSING("重度残疾人护理补贴", Subject.PERSON),
  ORPHAN("孤儿基本生活保障", Subject.PERSON),
  UNATTENDED_CHILD("事实无人抚养儿童保障", Subject.PERSON),
  CHILD_IN_DIFFICULTY("困境儿童保障", Subject.PERSON),
  ELDER_SERVICE("养老服务补贴", Subject.PERSON),
  OLD_AGE("高龄津贴", Subject.PERSON),
  NATIONAL_ELDER_VOUCHER("养老服务消费补贴", Subject.PERSON),
  LOTTERY_SCHOOLING("福彩圆梦助学", Subject.PERSON);

  private final String label;
  private final Subject subject;

  ProgrammeCode(String label, Subject subject) {
    this.label = label;
    this.subject = subject;
  }

  public String label() {
    return label;
  }

  public Subject subject() {
    return subject;
  }
}
