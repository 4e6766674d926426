/**
 * 高龄津贴免申即享和生存认证 — rounds that find by age from the register, put together by one person and
 * confirmed by another; the money; and the yearly proof of life (老年人权益保障法 第三十三条, 社会救助法 关于数据比对代替
 * 申请的规定).
 */
@org.springframework.modulith.NamedInterface("oldage")
package minzheng.subsidy.oldage;
