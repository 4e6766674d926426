/**
 * 人员与家庭 — the one register of persons and households, their dated evidence and recognised status.
 * What is recorded here once reaches every desk; nothing is overwritten (社会救助法 11, 个人信息保护法 6, 8).
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.people;
