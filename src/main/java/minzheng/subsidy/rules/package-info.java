/**
 * 规则 — the vocabulary of programmes and its one interpreter; knows neither Spring nor a database.
 */
@org.springframework.modulith.NamedInterface("rules")
package minzheng.subsidy.rules;
