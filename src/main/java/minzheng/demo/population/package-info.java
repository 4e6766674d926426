/**
 * 人口生成 — a fictitious city of any size by sets and COPY, to measure and to rehearse with. Runs as
 * one command under the profile {@code population}; the same seed, size and day make the same rows.
 */
package minzheng.demo.population;
