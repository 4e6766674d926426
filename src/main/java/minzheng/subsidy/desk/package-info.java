/**
 * 救助窗口 — intake, check, visit, opinion and approval of the subsidies; glues the registers, the
 * rules, the cases and the money together (民发〔2021〕57号).
 */
@org.springframework.modulith.NamedInterface("desk")
package minzheng.subsidy.desk;
