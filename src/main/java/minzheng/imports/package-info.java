/**
 * 批量导入 — tables handed in by an office: the file is judged by its content, each row by the
 * register's own rules, without effect; another person lets them in; a job writes them by sets.
 * Nothing that stands in a register is overwritten (个人信息保护法 8: what is recorded must be right).
 * Which columns a table has and how its rows are judged and written is contributed by the
 * registers.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.imports;
