/**
 * 社会救助和福利补贴：规则以数据保存，由同一个解释器用于窗口、试算、批量和复核，测算结果整体冻结、可以重算比对。 依据《社会救助法》、民发〔2021〕57号 等，各项目的条款写在项目版本里。
 *
 * <p>{@code rules} holds the vocabulary and the interpreter and knows neither Spring nor a
 * database, {@code trial} the trial API; this package keeps programmes and determinations.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"people", "documents", "standards", "cases", "payments"})
package minzheng.subsidy;
