/**
 * 动态管理 — a change or a stop of what is paid: the event, a new determination under its law, the
 * recipient's say before anything is reduced, opinion and approval by two others, and the money
 * (社会救助法 第四十八条, 民发〔2021〕57号 第三十一条至第三十四条).
 */
package minzheng.subsidy.change;
