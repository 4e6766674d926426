/**
 * 统计 — figures of the floors below, by area and month, each leading to the list behind it. Nothing
 * is stored here: money is what the runs sent to the bank hold, work is what stands in the cases
 * now.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"payments", "cases"})
package minzheng.dashboard;
