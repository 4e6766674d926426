/**
 * 定期核查 — every family paid by low-bao is looked at again each year or each half year (民发〔2021〕57号
 * 第三十一条): who is due, and what was found. What has changed is decided by a case, never here.
 */
@org.springframework.modulith.NamedInterface("review")
package minzheng.subsidy.review;
