/**
 * 后台任务 — work that takes longer than a page may wait: runs, imports, exports, bulk decisions. Each
 * is kept in the database with its progress and its place, so that it can be left and found again,
 * cancelled, and taken up after a crash by whichever node is alive. The scheduling itself is
 * db-scheduler's.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.jobs;
