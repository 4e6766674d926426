/**
 * 统计 — figures of the floors below, by area and month, each leading to the list behind it. Some
 * days after a month its figures are kept with their definition and version (月度数据冻结); a correction
 * is written beside them. Work at hand is what stands in the cases now.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"payments", "cases", "standards"})
package minzheng.dashboard;
