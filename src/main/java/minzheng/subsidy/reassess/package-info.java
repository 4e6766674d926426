/**
 * 按新标准重算 — when a standard rises, everybody paid by it is determined again from the facts of the
 * sheet in force, set-wise; one person hands the list in, another confirms it, and months already
 * paid are made good. Nobody's amount is lowered by a list: that needs a hearing (社会救助法 第四十八条).
 */
@org.springframework.modulith.NamedInterface("reassess")
package minzheng.subsidy.reassess;
