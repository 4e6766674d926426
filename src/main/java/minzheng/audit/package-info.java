/**
 * 审计 — an append-only trail of every write and of every read of sensitive data: who, when, from
 * where, for which office, before and after (个人信息保护法 51, 网络安全法 23).
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.audit;
