/**
 * 账号与权限 — accounts, roles, office scope, sign-in and the database's row-level scope. Data is seen
 * by area and duty only (个人信息保护法 51; 三员分立).
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.security;
