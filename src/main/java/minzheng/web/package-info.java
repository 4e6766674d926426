/**
 * 页面框架 — the frame of every page, the shared parts of pages, error pages, lists by key, Excel
 * export and the checks of typed text. Knows no business: upper modules contribute navigation,
 * to-dos, search results and home panels (个人信息保护法 51: what is shown is masked and recorded).
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.web;
