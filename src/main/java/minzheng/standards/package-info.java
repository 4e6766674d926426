/**
 * 标准：按项目、地区、类别和起止日期登记的金额、倍数、天数和规则，附文号和来源；由一人录入、另一人发布，发布后锁定，更正须发布新值。 依据《社会救助法》及各地标准文件；查找时由街道向上逐级到全国。
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.standards;
