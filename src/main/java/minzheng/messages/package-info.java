/**
 * 消息 — what is told to citizens (短信) and staff (站内消息、邮件), behind one port. Queued in the
 * transaction of the step that causes it, sent by a job, never lost and never twice (个人信息保护法 6:
 * what is told names no more than is needed; 51: addresses are masked and kept for a limited time).
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.messages;
