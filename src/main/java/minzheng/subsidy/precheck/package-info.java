/**
 * 政策找人 — what a family could receive by the evidence already known, so that the bureau goes to the
 * people and not only the people to the bureau (社会救助法: 主动发现). Nothing is kept, nothing promised.
 */
package minzheng.subsidy.precheck;
