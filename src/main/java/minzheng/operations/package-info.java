/**
 * 运维 — what an operator needs: whether a node may be given work, figures for the monitoring, logs
 * without personal data, an orderly stop. Reads the floors below; nothing is stored here.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"payments"})
package minzheng.operations;
