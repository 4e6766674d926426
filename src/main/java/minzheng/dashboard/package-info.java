/**
 * 统计 — figures of the floors below, by area and month, each leading to the list behind it.
 * 民政统计以业务数据为准：已送银行的批次不再变动（民发〔2021〕57号第三十七条动态管理、统计法第七条如实提供）；本模块不保存数字。
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"payments", "cases"})
package minzheng.dashboard;
