/**
 * 发放：待遇、发放批次、银行文件、回执、退回重发、补发和追回；资金只追加，不改写，同一户同一月只发一次。 本模块只懂月份，不懂政策：谁、多少、从哪个月起，由作出决定的业务告知（社会救助法
 * 26、31；内部控制规范：经办、核对、审批分离）。
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"people", "documents"})
package minzheng.payments;
