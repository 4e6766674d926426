/**
 * 全系统共用的不可变值类型：金额、日期区间、区划代码、证件号码、年龄和脱敏。 依据 GB 11643、GB 32100、GB 11714、GB/T 2260
 * 和《民法典》第二百条至第二百零三条、第一千二百五十九条。
 *
 * <p>Depends on the JDK alone; every module may use it.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.kernel;
