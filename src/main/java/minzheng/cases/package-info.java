/**
 * 案件 — how work moves: a case with its procedure (one transition table per case type), inboxes,
 * legal clocks with pauses, public notice (公示) and an append-only timeline.
 * 依据《民法典》第二百零一条至第二百零三条计算期间，公示依据 民发〔2021〕57号第十九条、第二十四条；各项目的环节由上层模块以 {@link minzheng.cases.CaseType}
 * 提供。
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"people", "documents", "standards"})
package minzheng.cases;
