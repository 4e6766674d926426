/**
 * 配置与审计 — the pages over floor 0: accounts and their sessions, one's own password, the audit trail.
 * System administrator, auditor and the desks are different people (三员分立; 个人信息保护法 51).
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.config;
